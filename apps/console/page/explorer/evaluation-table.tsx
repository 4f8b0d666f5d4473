import type { Evaluation } from '@tiebreak/evaluation';
import { brief, count } from '../view/numbers';
import { isMissing, type Received } from '../view/received';

const ROWS = [
  ['semer', 'SemER', 'slots and intent wrong, per reference label'],
  ['irer', 'IRER', 'utterances with anything wrong'],
  ['icer', 'ICER', 'utterances with the wrong intent'],
  ['domainAccuracy', 'domain accuracy', 'utterances whose domain is right'],
  ['nll', 'NLL', 'nats, of the first hypothesis'],
  ['brier', 'Brier', 'squared distance of score and truth'],
  ['ece', 'ECE', 'compare it with the noise floor, not with 0'],
  ['adaptiveEce', 'adaptive ECE', 'bins of equal mass'],
  ['smoothEce', 'smooth ECE', 'without bins'],
  ['debiasedEce', 'debiased ECE', 'squared, may be negative'],
] as const;

/** Every measure with its interval. */
export function EvaluationTable({ evaluation }: { readonly evaluation: Received<Evaluation> }) {
  const { utterances, inDomain, intervals, noiseFloor, eceDomain } = evaluation;
  const floor = noiseFloor?.ece;
  return (
    <>
      <p class="note">
        {count(utterances)} utterances, {count(inDomain)} of them in domain; 95% intervals by bootstrap over utterances.
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-label="Measures">
        <table>
          <thead>
            <tr>
              <th scope="col">measure</th>
              <th scope="col" class="number">
                value
              </th>
              <th scope="col" class="number">
                95% interval
              </th>
            </tr>
          </thead>
          <tbody>
            {ROWS.map(([key, name, meaning]) => (
              <tr key={key}>
                <th scope="row">
                  {name} <small>{meaning}</small>
                </th>
                <td class="number">{brief(evaluation[key])}</td>
                <td class="number">{(intervals?.[key] ?? []).map((end) => brief(end)).join(' to ')}</td>
              </tr>
            ))}
            {Object.entries(eceDomain ?? {}).map(([domain, value]) => (
              <tr key={domain}>
                <th scope="row">
                  ECE of {domain} <small>all its hypotheses</small>
                </th>
                <td class="number">{brief(value)}</td>
                <td class="number">{(intervals?.eceDomain?.[domain] ?? []).map((end) => brief(end)).join(' to ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!isMissing(floor) && (
        <p class="note">
          Noise floor of ECE: {brief(floor.mean)} on average, {brief(floor.p95)} at the 95th percentile, p ={' '}
          {brief(floor.pValue)}.
        </p>
      )}
    </>
  );
}
