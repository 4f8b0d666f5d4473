import {
  adaptiveCalibrationError,
  brierScore,
  debiasedCalibrationError,
  expectedCalibrationError,
  negativeLogLikelihood,
  noiseFloor,
  type NoiseFloor,
  smoothCalibrationError,
} from '@tiebreak/calibration';
import { errorRates } from '@tiebreak/semer';
import { bootstrap, type Interval, seededRandom } from '@tiebreak/statistics';
import type { LineOutcome } from './ranked-line';
import { winners } from './winners';

/** Ranking and calibration of a set of lines. The names and meanings are those of `tiebreak evaluate --json`. */
export interface Metrics {
  /** Over in-domain utterances: see errorRates. */
  readonly semer: number;
  readonly irer: number;
  readonly icer: number;
  readonly domainAccuracy: number;
  /** Over all utterances' top hypotheses: 15 bins, of equal width and of equal mass. */
  readonly ece: number;
  readonly adaptiveEce: number;
  readonly smoothEce: number;
  /** Squared, may be negative. */
  readonly debiasedEce: number;
  readonly brier: number;
  /** In nats. */
  readonly nll: number;
}

/** Metrics with 95% intervals, and what noise alone would show. */
export interface Evaluation extends Metrics {
  readonly utterances: number;
  readonly inDomain: number;
  /** ECE over all hypotheses of each domain. */
  readonly eceDomain: Readonly<Record<string, number>>;
  /** Percentile bootstrap by utterance. It is not valid for calibration errors: read those beside `noiseFloor`. */
  readonly intervals: Readonly<Record<keyof Metrics, Interval>> & {
    readonly eceDomain: Readonly<Record<string, Interval>>;
  };
  /** The ECE that a perfectly calibrated model with the same scores would show by chance, in 300 draws. */
  readonly noiseFloor: { readonly ece: NoiseFloor };
}

export interface EvaluationOptions {
  readonly seed: number;
  /** Bootstrap draws, 2,000 unless given. */
  readonly draws?: number;
}

/** Measures the rankings of a set of lines. @throws RangeError when there are none */
export function evaluate(outcomes: readonly LineOutcome[], { seed, draws = 2000 }: EvaluationOptions): Evaluation {
  if (outcomes.length === 0) throw new RangeError('expected ranked utterances to evaluate, got none');
  const domains = [...new Set(outcomes.flatMap(({ hypotheses }) => hypotheses.map(({ domain }) => domain)))].sort();
  const intervals = bootstrap({
    units: outcomes.length,
    draws,
    seed,
    statistic: (sampled) => {
      const sample = Array.from(sampled, (i) => outcomes[i]!);
      return {
        ...metricsOf(sample),
        ...Object.fromEntries(domains.map((domain) => [`${ECE_OF}${domain}`, domainEce(sample, domain)])),
      };
    },
  }) as Record<string, Interval>;
  const ofDomains = Object.fromEntries(domains.map((domain) => [domain, intervals[`${ECE_OF}${domain}`]!]));
  const ofMetrics = Object.fromEntries(Object.entries(intervals).filter(([name]) => !name.startsWith(ECE_OF)));
  return {
    utterances: outcomes.length,
    inDomain: outcomes.filter(({ errors }) => errors !== undefined).length,
    ...metricsOf(outcomes),
    eceDomain: Object.fromEntries(domains.map((domain) => [domain, domainEce(outcomes, domain)])),
    intervals: { ...(ofMetrics as Record<keyof Metrics, Interval>), eceDomain: ofDomains },
    noiseFloor: { ece: noiseFloor(winners(outcomes), expectedCalibrationError, { random: seededRandom(seed) }) },
  };
}

const ECE_OF = 'eceDomain.';

function metricsOf(outcomes: readonly LineOutcome[]): Metrics {
  const top = winners(outcomes);
  return {
    ...errorRates(outcomes.flatMap(({ errors }) => errors ?? [])),
    ece: expectedCalibrationError(top),
    adaptiveEce: adaptiveCalibrationError(top),
    smoothEce: smoothCalibrationError(top),
    debiasedEce: debiasedCalibrationError(top),
    brier: brierScore(top),
    nll: negativeLogLikelihood(top),
  };
}

function domainEce(outcomes: readonly LineOutcome[], domain: string): number {
  const scores: number[] = [];
  const right: number[] = [];
  for (const { hypotheses } of outcomes) {
    for (const hypothesis of hypotheses) {
      if (hypothesis.domain !== domain) continue;
      scores.push(hypothesis.score);
      right.push(hypothesis.right);
    }
  }
  return expectedCalibrationError({ scores, right });
}
