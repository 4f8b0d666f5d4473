import { html, type Html } from '../html';
import { count } from '../number-format';
import type { ModelIdentity, ReportContents } from '../report-contents';
import { type Column, table } from '../table';

const COLUMNS: readonly Column<ModelIdentity>[] = [
  { heading: 'domain', kind: 'text', cell: ({ domain }) => domain },
  { heading: 'version', kind: 'text', cell: ({ version }) => version },
  { heading: 'kind', kind: 'text', cell: ({ kind, objective }) => html`${kind}, ${objective}` },
  { heading: 'digest', kind: 'text', cell: ({ digest }) => html`<code>${digest}</code>` },
];

/** What was measured on what: the identities by which the report can be made again. */
export function identities({ data, models, leftOut, seed }: ReportContents): Html {
  const omission = html`<p class="note">
    ${count(leftOut)} utterances are left out: there is no model for any domain of theirs.
  </p>`;
  return html`<h3>What was measured</h3>
    ${table('The models, by domain', COLUMNS, models)}
    <p class="note">
      On the ${count(data.lines)} lines of <b>${data.file}</b>, sha256 <code>${data.sha256}</code>; seed ${seed}.
    </p>
    ${leftOut === 0 ? undefined : omission}`;
}
