import type { DomainModelsView, GateView, ModelsView } from '@tiebreak/aggregator-host/views';
import { RolloutForm } from '../models/rollout-form';
import { Headings } from '../parts/data-table';
import { LivePage } from '../parts/live-page';
import { Notice } from '../parts/notice';
import { ago, brief, count, percent } from '../view/numbers';

/** Changes that a reader looks back on. */
const SHOWN = 6;

/** Which models stand in each domain's service, what the gate said of them, and what was done to them. */
export function ModelsPage() {
  return (
    <LivePage<ModelsView>
      title="Models"
      lead="Each domain releases its own model. A shadow scores beside the active one, a canary answers a share of the requests."
      path="/v1/models"
      missing="This aggregator does not show models."
    >
      {({ domains, rollout }, refresh) =>
        domains.map((domain) => <Domain key={domain.domain} view={domain} allowed={rollout} changed={refresh} />)
      }
    </LivePage>
  );
}

function Domain({ view, allowed, changed }: DomainProps) {
  const { domain, models, shadow, history, error } = view;
  return (
    <section aria-labelledby={`models-${domain}`}>
      <h2 id={`models-${domain}`}>{domain}</h2>
      {error !== '' && <Notice kind="hint">{error}</Notice>}
      {models.length > 0 && (
        <div class="cards models">
          {models.map(({ version, digest, role, trafficShare, requests, gate }) => (
            <article class="card" key={role + digest}>
              <h3>
                {version} <span class={`tag ${role}`}>{role}</span>
              </h3>
              <p class="note">
                {role === 'shadow' ? 'scores' : 'answers'} {percent(trafficShare)} of requests
                {requests !== undefined && <>, {count(requests)} so far</>}
                <br />
                <code title={digest}>{digest.slice(0, 19)}…</code>
              </p>
              {gate === undefined ? <p class="note">The gate was never asked.</p> : <Gate gate={gate} />}
            </article>
          ))}
        </div>
      )}
      {shadow !== undefined && (
        <p class="note">
          The shadow was compared on {count(shadow.compared)} requests: another winner on {count(shadow.winnersDiffer)},
          scores {brief(shadow.meanDistance)} apart in log-odds on average, {count(shadow.failed)} failures.
        </p>
      )}
      {allowed && error === '' && <RolloutForm view={view} changed={changed} />}
      {history.length > 0 && (
        <>
          <h3>Changes</h3>
          <ol class="changes" reversed>
            {history
              .slice(-SHOWN)
              .toReversed()
              .map(({ time, change, bundle, version, trafficShare, refused }) => (
                <li key={time + change}>
                  <time dateTime={time} title={time}>
                    {ago(Date.parse(time), Date.now())}
                  </time>{' '}
                  <strong>{change}</strong> {version ?? bundle}
                  {trafficShare !== undefined && ` on ${percent(trafficShare)}`}
                  {refused !== undefined && <span class="bad"> refused: {refused}</span>}
                </li>
              ))}
          </ol>
        </>
      )}
    </section>
  );
}

interface DomainProps {
  readonly view: DomainModelsView;
  /** Whether rollouts may be changed here. */
  readonly allowed: boolean;
  /** Told after a change. */
  readonly changed: () => void;
}

function Gate({ gate: { passed, rules } }: { readonly gate: GateView }) {
  return (
    <table class="gate">
      <caption>
        The gate <strong class={passed ? 'good' : 'bad'}>{passed ? 'let it pass' : 'refused it'}</strong>
      </caption>
      <Headings columns={['rule', { number: 'measured' }, { number: 'limit' }, 'verdict']} />
      <tbody>
        {rules.map(({ rule, passed: kept, measured, limit }) => (
          <tr key={rule}>
            <th scope="row">{rule}</th>
            <td class="number">{brief(measured)}</td>
            <td class="number">{brief(limit)}</td>
            <td class={kept ? 'good' : 'bad'}>{kept ? 'kept' : 'broken'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
