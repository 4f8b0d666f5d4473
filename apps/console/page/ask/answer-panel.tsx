import { useSignal } from '@preact/signals';
import { RankPlot } from '../plots/rank-plot';
import type { AnswerView, HypothesisView } from '../view/answer-view';
import { ContributionBars } from '../parts/contribution-bars';
import { DataTable } from '../parts/data-table';
import { Notice } from '../parts/notice';
import { ScoreBar } from '../parts/score-bar';
import { Slots } from '../parts/slots';
import { duration } from '../view/numbers';
import { DecisionPanel } from './decision-panel';
import { DomainCards } from './domain-cards';
import { EntityList } from './entity-list';
import { FlipFinder } from './flip-finder';

/** An answer, from what was decided down to why. */
export function AnswerPanel({ answer }: { readonly answer: AnswerView }) {
  const { hypotheses, domains, search, hops } = answer;
  const selected = useSignal(hypotheses[0]?.id ?? '');
  const searchFailure = hops.find(({ hop, error }) => hop === 'search' && error !== '')?.error;
  const explained = hypotheses.find(({ id }) => id === selected.value);
  return (
    <>
      <DecisionPanel answer={answer} />
      {search !== undefined && <EntityList search={search} />}
      {search === undefined && searchFailure !== undefined && (
        <Notice kind="hint">Nothing was looked up: {searchFailure}.</Notice>
      )}
      {hypotheses.length > 0 && (
        <>
          <section aria-labelledby="merge">
            <h2 id="merge">All domains, merged</h2>
            <p class="note">
              By calibrated score: the probability that a hypothesis is entirely right. Choose one to see its reasons.
            </p>
            <MergeTable hypotheses={hypotheses} selected={selected.value} select={(id) => (selected.value = id)} />
            <div class="pair">
              {explained !== undefined && <Reasons hypothesis={explained} />}
              <div>
                <h3>Before and after re-ranking</h3>
                <RankPlot hypotheses={hypotheses} selected={selected.value} />
                {hypotheses.length > 1 && <FlipFinder answer={answer} />}
              </div>
            </div>
          </section>
          <section aria-labelledby="domains">
            <h2 id="domains">By domain</h2>
            <DomainCards domains={domains} />
          </section>
        </>
      )}
      <section aria-labelledby="hops">
        <h2 id="hops">The way</h2>
        <ol class="hops">
          {hops.map(({ hop, latencyMs, error }) => (
            <li key={hop}>
              <strong>{hop}</strong> {duration(latencyMs)}
              {error !== '' && <span class="bad"> {error}</span>}
            </li>
          ))}
        </ol>
        <p class="note">
          Request <code>{answer.requestId}</code>
        </p>
      </section>
    </>
  );
}

function MergeTable({ hypotheses, selected, select }: MergeTableProps) {
  return (
    <DataTable
      label="Merged hypotheses"
      kind="merge"
      columns={['rank', 'hypothesis', 'slots', 'upstream product', 'calibrated score']}
    >
      {hypotheses.map(({ id, rank, upstreamRank, domain, intent, slots, upstream, score, fallback }) => (
        <tr key={id} class={id === selected ? 'selected' : ''}>
          <td class="number">
            {rank}
            <small>
              {upstreamRank === rank ? '' : upstreamRank > rank ? `↑ from ${upstreamRank}` : `↓ from ${upstreamRank}`}
            </small>
          </td>
          <th scope="row">
            <button
              type="button"
              class="link"
              aria-pressed={id === selected}
              onClick={() => {
                select(id);
              }}
            >
              {domain} {intent}
            </button>
            {fallback && <small>scored by the fallback</small>}
          </th>
          <td>
            <Slots slots={slots} />
          </td>
          <td>
            <ScoreBar share={upstream} series="baseline" />
          </td>
          <td>
            <ScoreBar share={score} series="models" />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

interface MergeTableProps {
  readonly hypotheses: readonly HypothesisView[];
  readonly selected: string;
  readonly select: (id: string) => void;
}

function Reasons({ hypothesis }: { readonly hypothesis: HypothesisView }) {
  const { domain, intent, contributions, fallback } = hypothesis;
  return (
    <div>
      <h3>
        Why {domain} {intent}
      </h3>
      {contributions.length > 0 ? (
        <ContributionBars contributions={contributions} />
      ) : (
        <p class="note">
          {fallback ? 'Its domain did not answer, so nothing is known of reasons.' : 'Its domain gave no reasons.'}
        </p>
      )}
    </div>
  );
}
