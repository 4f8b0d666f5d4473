import { areaUnderRoc, brierScore, negativeLogLikelihood, riskCoverage } from '@tiebreak/calibration';
import { type ErrorRates, errorRates, type InterpretationErrors } from '@tiebreak/semer';
import { bootstrap, type Interval } from '@tiebreak/statistics';
import type { EvaluationOptions } from './evaluate';
import type { LineOutcome } from './ranked-line';

/** Metrics whose bootstrap intervals are valid: calibration errors are not among them. */
interface SmoothMetrics extends ErrorRates {
  /** Of all utterances' winners, in nats. */
  readonly nll: number;
  readonly brier: number;
  /** Area under the winners' risk-coverage curve. */
  readonly aurc: number;
  /** Chance that an utterance with a right hypothesis gets a higher top score than one that no domain serves. */
  readonly oodAuroc: number;
}

export type ComparedMetric = keyof SmoothMetrics;

const NAMES: readonly ComparedMetric[] = [
  ...(['semer', 'irer', 'icer', 'domainAccuracy'] as const),
  ...(['nll', 'brier', 'aurc', 'oodAuroc'] as const),
];

/** A metric of two rankings of the same utterances. */
export interface PairedMetric {
  readonly baseline: Estimate;
  readonly candidate: Estimate;
  /** Candidate minus baseline; its interval is paired, so it may leave out 0 where the two intervals overlap. */
  readonly difference: Estimate;
}

/** A number with its 95% interval. */
export interface Estimate {
  readonly value: number;
  readonly interval: Interval;
}

/**
 * Two rankings of the same utterances, metric by metric, with a paired percentile bootstrap over utterances.
 * Equal seeds and draws give the intervals that `evaluate` gives.
 * @param baseline parallel to `candidate`: the same utterance at the same place
 * @throws RangeError when there are none, or not as many of one as of the other
 */
export function compareRankings(
  baseline: readonly LineOutcome[],
  candidate: readonly LineOutcome[],
  { seed, draws = 2000 }: EvaluationOptions,
): Readonly<Record<ComparedMetric, PairedMetric>> {
  if (baseline.length !== candidate.length || baseline.length === 0)
    throw new RangeError(
      `expected as many utterances in both rankings, at least one, got ${baseline.length} and ${candidate.length}`,
    );
  const answerable = { baseline: answerableOf(baseline), candidate: answerableOf(candidate) };
  const statistic = (places: ArrayLike<number>): Record<string, number> => {
    const ofBaseline = metricsOf(baseline, answerable.baseline, places);
    const ofCandidate = metricsOf(candidate, answerable.candidate, places);
    return Object.fromEntries(
      NAMES.flatMap((name) => [
        [`baseline.${name}`, ofBaseline[name]],
        [`candidate.${name}`, ofCandidate[name]],
        [`difference.${name}`, ofCandidate[name] - ofBaseline[name]],
      ]),
    );
  };
  const values = statistic(baseline.map((_, i) => i));
  const intervals = bootstrap({ units: baseline.length, statistic, draws, seed });
  const estimate = (name: string): Estimate => ({ value: values[name]!, interval: intervals[name]! });
  return Object.fromEntries(
    NAMES.map((name) => [
      name,
      {
        baseline: estimate(`baseline.${name}`),
        candidate: estimate(`candidate.${name}`),
        difference: estimate(`difference.${name}`),
      },
    ]),
  ) as unknown as Record<ComparedMetric, PairedMetric>;
}

/** Metrics of the utterances at the given places, each as often as it stands there. */
function metricsOf(outcomes: readonly LineOutcome[], answerable: Uint8Array, places: ArrayLike<number>): SmoothMetrics {
  const count = places.length;
  const top = { scores: new Float64Array(count), right: new Uint8Array(count) };
  const errors: InterpretationErrors[] = [];
  const ofAnswerable: number[] = [];
  const ofNobody: number[] = [];
  for (let i = 0; i < count; i++) {
    const outcome = outcomes[places[i]!]!;
    top.scores[i] = outcome.topScore;
    top.right[i] = outcome.topRight;
    if (outcome.errors === undefined) ofNobody.push(outcome.topScore);
    else errors.push(outcome.errors);
    if (answerable[places[i]!] === 1) ofAnswerable.push(outcome.topScore);
  }
  return {
    ...errorRates(errors),
    nll: negativeLogLikelihood(top),
    brier: brierScore(top),
    aurc: riskCoverage(top).area,
    oodAuroc: areaUnderRoc(ofAnswerable, ofNobody),
  };
}

/** Which utterances have a right hypothesis; looked up once, for it would be most of the work of every draw. */
function answerableOf(outcomes: readonly LineOutcome[]): Uint8Array {
  return Uint8Array.from(outcomes, ({ hypotheses }) => (hypotheses.some(({ right }) => right === 1) ? 1 : 0));
}
