import { type JointMap, jointProbabilities } from '@tiebreak/aggregation';
import { sigmoid } from '@tiebreak/interpretation';
import type { DomainEvidence } from './domain-evidence';

/** How a model's scores may be wrong: logit P(right) = slope * logit(score) + shift. */
export interface Miscalibration {
  readonly slope: number;
  readonly shift: number;
}

/** Less is taken for so much: no single report is evidence beyond measure. */
const LEAST_PROBABILITY = 1e-6;

/**
 * What may be true of a domain's hypotheses, were its scores wrong in a given way: a coin for the first, as its score says;
 * where that shows wrong, a choice among the others and none of them, by the joint map (of a conditional logit, whose odds
 * do not depend on what else could be chosen). So at most one is right, and the first is right as often as a calibrated score
 * promises, which two scores that sum to more than 1 could not both be.
 * @param logOdds descending, at least one
 * @returns P(each is right), which sums to less than 1
 */
export function chancesOf(logOdds: readonly number[], { slope, shift }: Miscalibration, map: JointMap): number[] {
  const [first, ...others] = logOdds.map((x) => sigmoid(slope * x + shift));
  const { right } = jointProbabilities(others, map);
  return [first!, ...right.map((chance) => (1 - first!) * chance)];
}

/**
 * Natural log of the probability of what a report says of a domain, were its scores wrong in a given way: of the right one's
 * chance, or of 1 less the chances of those that are wrong. What was not reported is neither right nor wrong.
 * @returns in nats, from ln 1e-6 to 0
 * @see McFadden, "Conditional Logit Analysis of Qualitative Choice Behavior", 1974
 */
export function logLikelihood({ logOdds, right, wrong }: DomainEvidence, were: Miscalibration, map: JointMap): number {
  const chances = chancesOf(logOdds, were, map);
  const chance = right === undefined ? 1 - wrong.reduce((sum, i) => sum + chances[i]!, 0) : chances[right]!;
  return Math.log(Math.max(chance, LEAST_PROBABILITY));
}
