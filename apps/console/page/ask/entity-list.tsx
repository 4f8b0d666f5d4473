import { useSignal } from '@preact/signals';
import type { wire } from '@tiebreak/protocol';
import { ContributionBars } from '../parts/contribution-bars';
import { type Column, DataTable } from '../parts/data-table';
import { FeedbackButtons } from './feedback-buttons';
import { contributionOf } from '../view/answer-view';
import { brief, duration, percent } from '../view/numbers';
import type { Received } from '../view/received';

/** Results that are there at once. */
const SHOWN = 5;
/** Of a search's strategies. */
const COLUMNS: readonly Column[] = [
  'strategy',
  ...['depth', 'found', 'propensity', 'took'].map((number) => ({ number })),
  'failed',
];

/** What was found for the decided hypothesis, which strategies found it, and the ways to say what it was worth. */
export function EntityList({ search }: { readonly search: Received<wire.SearchResponse> }) {
  const { strategies, impressionId, policyVersion, rankerVersion } = search;
  const all = useSignal(false);
  const results = search.results ?? [];
  return (
    <section aria-labelledby="entities">
      <h2 id="entities">Found</h2>
      {results.length === 0 && <p class="note">Nothing in the catalogue fits.</p>}
      <ol class="entities">
        {results
          .slice(0, all.value ? results.length : SHOWN)
          .map(({ entity, score, strategies: finders, contributions }) => (
            <li key={entity?.id}>
              <div class="entity">
                <div>
                  <strong>{entity?.title}</strong>{' '}
                  <span class="note">
                    {[entity?.type, entity?.creator, entity?.year === 0 ? '' : entity?.year].filter(Boolean).join(', ')}
                  </span>
                  <div class="tags">
                    {(finders ?? []).map((finder) => (
                      <span class="tag" key={finder}>
                        {finder}
                      </span>
                    ))}
                    <span class="note">ranker {brief(score)}</span>
                  </div>
                </div>
                <FeedbackButtons
                  impressionId={impressionId ?? ''}
                  entityId={entity?.id ?? ''}
                  title={entity?.title ?? 'it'}
                />
              </div>
              {(contributions ?? []).length > 0 && (
                <details>
                  <summary>Why at this place?</summary>
                  <ContributionBars contributions={(contributions ?? []).map(contributionOf)} />
                </details>
              )}
            </li>
          ))}
      </ol>
      {results.length > SHOWN && !all.value && (
        <button
          type="button"
          class="small quiet"
          onClick={() => {
            all.value = true;
          }}
        >
          {results.length - SHOWN} more
        </button>
      )}
      <details class="uses">
        <summary>What the bandit chose</summary>
        <DataTable label="Strategies of this search" columns={COLUMNS}>
          {(strategies ?? []).map(({ strategy, chosen, depth, retrieved, propensity, latencyMs, error }) => (
            <tr key={strategy} class={chosen === true ? '' : 'faded'}>
              <th scope="row">{strategy}</th>
              <td class="number">{chosen === true ? depth : 'not chosen'}</td>
              <td class="number">{chosen === true ? retrieved : ''}</td>
              <td class="number">{percent(propensity)}</td>
              <td class="number">{chosen === true ? duration(latencyMs) : ''}</td>
              <td class="bad">{error}</td>
            </tr>
          ))}
        </DataTable>
        <p class="note">
          Policy <code>{policyVersion}</code>, ranker <code>{rankerVersion}</code>
        </p>
      </details>
    </section>
  );
}
