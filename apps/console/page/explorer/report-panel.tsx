import { useSignal } from '@preact/signals';
import type { ReportContents } from '@tiebreak/report/contents';
import { DataTable } from '../parts/data-table';
import { Choice } from '../parts/fields';
import { ReliabilityPlot } from '../plots/reliability-plot';
import { brief, count } from '../view/numbers';
import { reliabilityDots } from '../view/reliability-dots';
import type { Received } from '../view/received';
import { WorstLines } from './worst-lines';

type Report = Received<ReportContents>;

/** A report's numbers, with its worst lines to be searched through. */
export function ReportPanel({ report }: { readonly report: Report }) {
  const { utterances, inDomain, data, models, summary, reliability, worst } = report;
  const domains = reliability?.domains ?? [];
  const group = useSignal('');
  const shown = group.value === '' ? reliability?.merged : domains.find(({ domain }) => domain === group.value);
  return (
    <>
      <p class="note">
        {count(utterances)} utterances of {data?.file}, {count(inDomain)} in domain; models{' '}
        {(models ?? []).map(({ domain, version }) => `${domain} ${version}`).join(', ')}.
      </p>
      <Summary summary={summary ?? []} />
      <section aria-labelledby="reliability">
        <h2 id="reliability">Reliability</h2>
        <Choice
          label="Of"
          value={group.value}
          choose={(domain) => {
            group.value = domain;
          }}
          options={[
            ['', 'the winners of all domains'],
            ...domains.map(({ domain }) => [domain ?? '', domain] as const),
          ]}
        />
        <div class="pair">
          {(['models', 'baseline'] as const).map((series) => (
            <figure key={series}>
              <figcaption>{series === 'models' ? 'Models' : 'R0, scores as they come'}</figcaption>
              <ReliabilityPlot
                series={series}
                dots={reliabilityDots(shown?.[series])}
                label={`Share right against score, ${series}`}
              />
            </figure>
          ))}
        </div>
      </section>
      <WorstLines lines={worst?.lines ?? []} wrong={worst?.wrong ?? 0} />
    </>
  );
}

function Summary({ summary }: { readonly summary: readonly Received<ReportContents['summary'][number]>[] }) {
  return (
    <DataTable
      label="Summary"
      columns={['measure', ...['R0', 'models', 'difference, 95% interval'].map((number) => ({ number }))]}
    >
      {summary.map(({ measure, meaning, baseline, models, difference }) => (
        <tr key={measure}>
          <th scope="row">
            {measure} <small>{meaning}</small>
          </th>
          <td class="number">{brief(baseline?.value)}</td>
          <td class="number">{brief(models?.value)}</td>
          <td class="number">
            {brief(difference?.value)}{' '}
            <small>{(difference?.interval ?? []).map((end) => brief(end)).join(' to ')}</small>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
