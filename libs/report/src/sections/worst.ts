import { html, type Html } from '../html';
import { count, decimal, signed } from '../number-format';
import type { ExplainedReading, Reading, ReportContents, WorstLine } from '../report-contents';
import { table } from '../table';
import type { Section } from './section';

/** The surest of the wrong winners, each with why it won. */
export function worstSection({ worst: { wrong, lines } }: ReportContents): Section {
  return {
    id: 'worst',
    topic: 'Worst utterances',
    question: 'Where was it sure and wrong?',
    answer:
      lines.length === 0
        ? html`Nowhere: every winner is right.`
        : html`The ${count(lines.length)} surest of ${count(wrong)} wrong winners, from a score of
          ${decimal(lines[0]!.winner.score)} down to ${decimal(lines.at(-1)!.winner.score)}.`,
    body: html`<ol class="worst">
      ${lines.map(entry)}
    </ol> `,
  };
}

function entry({ id, utterance, device, loss, truth, winner, right }: WorstLine): Html {
  const found =
    right === undefined
      ? html`no hypothesis`
      : html`<span class="score">${decimal(right.score)}</span> at place ${count(right.rank)}`;
  return html`<li>
    <p class="utterance">
      <q><bdi>${utterance}</bdi></q>
      <small>${device === '' ? 'unknown device' : html`<bdi>${device}</bdi>`} · ${id} · loss ${decimal(loss, 2)}</small>
    </p>
    <dl>
      <div>
        <dt>won</dt>
        <dd><span class="score">${decimal(winner.score)}</span> ${reading(winner)}</dd>
      </div>
      <div>
        <dt>meant</dt>
        <dd>${reading(truth)}</dd>
      </div>
      <div>
        <dt>right</dt>
        <dd>${found}</dd>
      </div>
    </dl>
    <details>
      <summary>Why it won</summary>
      <div class="pair">
        ${contributions('The winner', winner)}${right === undefined ? undefined : contributions('The right one', right)}
      </div>
    </details>
  </li> `;
}

function reading({ domain, intent, slots }: Reading): Html {
  return html`<b>${domain}</b> ${intent}
    ${slots.map(({ name, value }) => html`<span class="slot"><i>${name}</i> <bdi>${value}</bdi></span> `)}`;
}

interface ContributionRow {
  readonly feature: string;
  readonly value: string;
  readonly logOdds: number;
}

function contributions(
  name: string,
  { domain, score, contributions: listed, others, bias, fallback }: ExplainedReading,
): Html {
  if (fallback)
    return html`<p class="note">${name}: scored by ${domain}’s fallback curve, which has no contributions.</p>`;
  const rows: ContributionRow[] = [
    ...listed.map(({ feature, value, logOdds }) => ({ feature, value: decimal(value), logOdds })),
    { feature: '(all others)', value: '', logOdds: others },
    { feature: '(bias)', value: '', logOdds: bias },
  ];
  const largest = Math.max(...rows.map(({ logOdds }) => Math.abs(logOdds)), 1e-9);
  return table(
    `${name}, ${decimal(score)}: its log-odds by feature, before calibration`,
    [
      { heading: 'feature', kind: 'text', cell: ({ feature }) => feature },
      { heading: 'value', kind: 'number', cell: ({ value }) => value },
      {
        heading: 'log-odds',
        kind: 'number',
        cell: ({ logOdds }) =>
          html`<span
              class="bar ${logOdds < 0 ? 'against' : 'for'}"
              style="--size: ${(Math.abs(logOdds) / largest).toFixed(3)}"
            ></span
            >${signed(logOdds, 2)}`,
      },
    ],
    rows,
  );
}
