import type { Random } from '@tiebreak/statistics';
import type { DecisionContext } from '../decision/decision-context';
import { type DecisionOutcome, reaches } from '../decision/decision-outcome';
import { levelOfDepth } from '../decision/decision-space';
import { type ChoiceDistribution, coverProbability } from '../policies/choice-distribution';
import { type Estimate, ratioOfSums, ratiosOfSums, type Sums } from './ratio-of-sums';
import { supportOf } from './support';
import { type Support, type Verdict, verdictOf } from './verdict';

/** A choice of strategies and depths that was logged, with what the policy that made it could have chosen. */
export interface LoggedSet extends DecisionOutcome {
  /** From the policy's version and the context. */
  readonly logging: ChoiceDistribution;
}

/** What other strategies and depths would have found, by the log of a policy. */
export interface SetEvaluation {
  readonly decisions: number;
  /** Share of decisions whose entity was found under the logging policy. */
  readonly logged: number;
  /** Mean of w y. Without bias. */
  readonly ips: Estimate;
  /** sum w y / sum w. */
  readonly snips: Estimate;
  /** SNIPS minus the logged mean, paired by decision: what the verdict looks at. */
  readonly difference: Estimate;
  readonly support: Support;
  readonly verdict: Verdict;
}

export interface SetEvaluationOptions {
  /** Draws the resamples. */
  readonly random: Random;
  /** Of the intervals; .95 when left out. */
  readonly confidence?: number;
  /** 1,000 when left out. */
  readonly resamples?: number;
}

const VALUES = [0, 1] as const;

/**
 * Judges other choices of strategies and depths by cover weights: when the logged choice A ran all that T would have, and as
 * deep, it is known what T would have found, and such decisions count 1 / P(A covers T | x). That is far more of a log than
 * those where A is T. It holds while what the user confirms does not depend on candidates that T would not have had.
 * @param target the probability-weighted levels that the judged policy takes in a context; weights sum to 1
 * @throws RangeError when there are fewer than two decisions
 */
export function evaluateSets(
  log: readonly LoggedSet[],
  target: (context: DecisionContext) => readonly { readonly levels: Uint8Array; readonly weight: number }[],
  { random, confidence = 0.95, resamples = 1_000 }: SetEvaluationOptions,
): SetEvaluation {
  if (log.length < 2) throw new RangeError(`expected at least 2 decisions, got ${log.length}`);
  const weights = new Float64Array(log.length);
  const weighted = new Float64Array(log.length);
  log.forEach((decision, i) => {
    const logged = decision.depths.map(levelOfDepth);
    for (const { levels, weight } of target(decision.context)) {
      if (!logged.every((level, s) => level >= levels[s]!)) continue;
      const w = weight / coverProbability(decision.logging, levels);
      weights[i]! += w;
      if (finds(levels, decision)) weighted[i]! += w;
    }
  });
  const found = Float64Array.from(log, (decision) =>
    finds(Uint8Array.from(decision.depths, levelOfDepth), decision) ? 1 : 0,
  );
  const ones = new Float64Array(log.length).fill(1);
  const per = (numerators: Float64Array, range: Sums['range'] = VALUES): Sums => ({
    numerators,
    denominators: ones,
    range,
  });
  const normalised: Sums = { numerators: weighted, denominators: weights, range: VALUES };
  const { value } = ratioOfSums(normalised);
  const meanWeight = ratioOfSums(per(weights));
  const [ips, snips, difference] = ratiosOfSums(
    [
      per(weighted),
      normalised,
      // What a decision adds to SNIPS, linearised, and to the logged mean.
      per(
        found.map((own, i) => value - own + (weighted[i]! - value * weights[i]!) / meanWeight.value),
        [-1, 1],
      ),
    ],
    { random, confidence, resamples },
  ) as [Estimate, Estimate, Estimate];
  const support = supportOf(
    weights,
    weighted.map((w, i) => (weights[i] === 0 ? 0 : w / weights[i]!)),
    meanWeight,
  );
  return {
    decisions: log.length,
    logged: ratioOfSums(per(found)).value,
    ...{ ips, snips, difference, support },
    verdict: verdictOf(support, difference),
  };
}

/** Whether strategies at these levels, of which each ran as deep in the decision, find what was confirmed. */
function finds(levels: Uint8Array, decision: DecisionOutcome): boolean {
  return reaches(decision).some((reach, s) => reach !== undefined && reach.foundAt <= levels[s]!);
}
