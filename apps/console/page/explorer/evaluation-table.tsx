import type { Evaluation } from '@tiebreak/evaluation';
import { DataTable } from '../parts/data-table';
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
      <DataTable label="Measures" columns={['measure', { number: 'value' }, { number: '95% interval' }]}>
        {ROWS.map(([key, name, meaning]) => (
          <Measure key={key} name={name} meaning={meaning} value={evaluation[key]} interval={intervals?.[key]} />
        ))}
        {Object.entries(eceDomain ?? {}).map(([domain, value]) => (
          <Measure
            key={domain}
            name={`ECE of ${domain}`}
            meaning="all its hypotheses"
            value={value}
            interval={intervals?.eceDomain?.[domain]}
          />
        ))}
      </DataTable>
      {!isMissing(floor) && (
        <p class="note">
          Noise floor of ECE: {brief(floor.mean)} on average, {brief(floor.p95)} at the 95th percentile, p ={' '}
          {brief(floor.pValue)}.
        </p>
      )}
    </>
  );
}

function Measure({ name, meaning, value, interval }: MeasureProps) {
  return (
    <tr>
      <th scope="row">
        {name} <small>{meaning}</small>
      </th>
      <td class="number">{brief(value)}</td>
      <td class="number">{(interval ?? []).map((end) => brief(end)).join(' to ')}</td>
    </tr>
  );
}

interface MeasureProps {
  readonly name: string;
  readonly meaning: string;
  readonly value: number | null | undefined;
  readonly interval: readonly (number | null | undefined)[] | null | undefined;
}
