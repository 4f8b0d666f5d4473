import type { DomainRetrievalView, RetrievalView } from '@tiebreak/aggregator-host/views';
import { type Column, DataTable } from '../parts/data-table';
import { LivePage } from '../parts/live-page';
import { Notice } from '../parts/notice';
import { ScoreBar } from '../parts/score-bar';
import { CoveragePlot } from '../plots/coverage-plot';
import { ago, brief, count, duration } from '../view/numbers';
import { strategyRows } from '../view/strategy-rows';

/** How the bandit spends candidates, and what comes of it. */
export function RetrievalPage() {
  return (
    <LivePage<RetrievalView>
      title="Retrieval"
      lead="For each search a bandit chooses which strategies run and how deep. What a strategy is worth is what people took of what it found, and what nothing else found."
      path="/v1/retrieval"
      missing="This aggregator does not know of search."
    >
      {({ domains, since, error }) => (
        <>
          {error !== '' && <Notice kind="hint">{error}</Notice>}
          {since !== '' && (
            <p class="note">
              One replica of search, since it started ({ago(Date.parse(since), Date.now())}). Regret is not shown: what
              would have been found by what did not run is known in a simulation alone (<code>tiebreak simulate</code>
              ).
            </p>
          )}
          {since !== '' && domains.length === 0 && <p class="note">Nothing has been searched yet.</p>}
          {domains.map((domain) => (
            <Domain key={domain.domain} view={domain} />
          ))}
        </>
      )}
    </LivePage>
  );
}

const COLUMNS: readonly Column[] = [
  ...['strategy', 'chosen in'],
  ...[{ number: 'depth' }, { number: 'took' }],
  'of shown results, found',
  ...[{ number: 'alone' }, { number: 'taken, alone' }, { number: 'failed' }],
];

function Domain({ view }: { readonly view: DomainRetrievalView }) {
  const { domain, searches, meanCost, confirmed, policies } = view;
  const rows = strategyRows(view);
  return (
    <section aria-labelledby={`retrieval-${domain}`}>
      <h2 id={`retrieval-${domain}`}>{domain}</h2>
      <dl class="figures">
        <div>
          <dt>searches</dt>
          <dd>{count(searches)}</dd>
        </div>
        <div>
          <dt>candidates asked for a search</dt>
          <dd>{brief(meanCost)}</dd>
        </div>
        <div>
          <dt>results that people took</dt>
          <dd>{count(confirmed)}</dd>
        </div>
      </dl>
      <DataTable label={`Strategies of ${domain}`} columns={COLUMNS}>
        {rows.map(({ strategy, share, coverage, meanDepth, meanLatencyMs, shownAlone, taken, takenAlone, errors }) => (
          <tr key={strategy}>
            <th scope="row">{strategy}</th>
            <td>
              <ScoreBar share={share} series="models" />
            </td>
            <td class="number">{brief(meanDepth)}</td>
            <td class="number">{duration(meanLatencyMs)}</td>
            <td>
              <ScoreBar share={coverage} series="baseline" />
            </td>
            <td class="number">{count(shownAlone)}</td>
            <td class="number">
              {count(taken)}, {count(takenAlone)}
            </td>
            <td class={errors > 0 ? 'number bad' : 'number'}>{count(errors)}</td>
          </tr>
        ))}
      </DataTable>
      <figure>
        <figcaption>Coverage against cost</figcaption>
        <CoveragePlot rows={rows} domain={domain} />
      </figure>
      <p class="note">
        Policies that chose:{' '}
        {policies.map(({ version, searches: times }, i) => (
          <span key={version}>
            {i > 0 && ', '}
            <code>{version}</code> ({count(times)})
          </span>
        ))}
      </p>
    </section>
  );
}
