import { ScoreBar } from '../parts/score-bar';
import { Slots } from '../parts/slots';
import type { DomainView } from '../view/answer-view';
import { duration } from '../view/numbers';

const STATUS: Readonly<Record<DomainView['status'], string>> = {
  ranked: 'ranked by its own model',
  late: 'too late: scored by its fallback curve',
  unavailable: 'not there: scored by its fallback curve',
  unknown: 'not registered: left out',
};

/** A card for each domain: who answered, how fast, and its own hypotheses with both scores. */
export function DomainCards({ domains }: { readonly domains: readonly DomainView[] }) {
  return (
    <div class="cards">
      {domains.map(({ domain, status, version, role, latencyMs, error, hypotheses }) => (
        <article class="card" key={domain}>
          <h3>
            {domain} <small>{version === '' ? '' : `${version}${role === 'active' ? '' : ` ${role}`}`}</small>
          </h3>
          <p class={status === 'ranked' ? 'note' : 'note bad'}>
            {STATUS[status]}, {duration(latencyMs)}
            {error !== '' && <>: {error}</>}
          </p>
          <ul>
            {hypotheses.map(({ id, intent, slots, upstream, score }) => (
              <li key={id}>
                <strong>{intent}</strong> <Slots slots={slots} />
                <div class="both">
                  <span class="note">upstream</span>
                  <ScoreBar share={upstream} series="baseline" />
                  <span class="note">calibrated</span>
                  <ScoreBar share={score} series="models" />
                </div>
              </li>
            ))}
          </ul>
        </article>
      ))}
    </div>
  );
}
