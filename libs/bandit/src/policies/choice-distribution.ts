import type { Random } from '@tiebreak/statistics';
import { DEPTHS } from '../decision/decision-space';

/** A level for each strategy, and the probability with which a policy wants it. */
export interface Proposal {
  readonly levels: Uint8Array;
  /** In (0, 1]; the weights of all proposals sum to 1. */
  readonly weight: number;
}

/**
 * All that a policy may choose for a query, with exact probabilities:
 * pi(A) = (1 - epsilon) * weight of the proposals that are A + epsilon * prod_s exploration[level of s in A].
 */
export interface ChoiceDistribution {
  readonly strategies: number;
  /** None twice. */
  readonly proposals: readonly Proposal[];
  /** Beliefs that proposals were drawn by; 1 when nothing is drawn. */
  readonly draws: number;
  /** Share of choices that explore, in [0, 1]; with 0 what is not proposed is never tried, and no log tells of it. */
  readonly epsilon: number;
}

/**
 * Probability of each level when a choice explores, for each strategy by itself: none at 0, so that everything is tried, and
 * less for what costs more.
 */
export const EXPLORATION: readonly number[] = [0.5, 0.2, 0.1, 0.1, 0.1];

/** Proposals with equal ones put together. */
export function mergeProposals(proposals: readonly Proposal[]): Proposal[] {
  const merged = new Map<number, { levels: Uint8Array; weight: number }>();
  for (const { levels, weight } of proposals) {
    // A number in base 5: exact up to 22 strategies.
    const key = levels.reduce((code, level) => code * DEPTHS.length + level, 0);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { levels, weight });
    else known.weight += weight;
  }
  return [...merged.values()];
}

/** Draws levels. */
export function drawLevels({ strategies, proposals, epsilon }: ChoiceDistribution, random: Random): Uint8Array {
  if (random.uniform() < epsilon)
    return Uint8Array.from({ length: strategies }, () => indexOfShare(EXPLORATION, random.uniform()));
  const weights = proposals.map(({ weight }) => weight);
  return proposals[indexOfShare(weights, random.uniform())]!.levels;
}

/** Probability that exactly these levels are chosen. */
export function jointProbability({ proposals, epsilon }: ChoiceDistribution, levels: Uint8Array): number {
  const wanted = proposals.find((proposal) => proposal.levels.every((level, s) => level === levels[s]))?.weight ?? 0;
  return (1 - epsilon) * wanted + epsilon * levels.reduce((product, level) => product * EXPLORATION[level]!, 1);
}

/** Probability that one strategy gets this level, whatever the others get. */
export function marginalProbability({ proposals, epsilon }: ChoiceDistribution, s: number, level: number): number {
  const wanted = proposals.reduce((sum, { levels, weight }) => sum + (levels[s] === level ? weight : 0), 0);
  return (1 - epsilon) * wanted + epsilon * EXPLORATION[level]!;
}

/** Probability that every strategy gets at least its level of `least`: that a choice covers another. */
export function coverProbability({ proposals, epsilon }: ChoiceDistribution, least: Uint8Array): number {
  const wanted = proposals.reduce(
    (sum, { levels, weight }) => sum + (levels.every((level, s) => level >= least[s]!) ? weight : 0),
    0,
  );
  const explored = least.reduce(
    (product, from) => product * EXPLORATION.slice(from).reduce((sum, share) => sum + share, 0),
    1,
  );
  return (1 - epsilon) * wanted + epsilon * explored;
}

/** Candidates that a choice asks for on average. */
export function expectedCandidates({ strategies, proposals, epsilon }: ChoiceDistribution): number {
  const explored = strategies * EXPLORATION.reduce((sum, share, level) => sum + share * DEPTHS[level]!, 0);
  const wanted = proposals.reduce(
    (sum, { levels, weight }) => sum + weight * levels.reduce((total, level) => total + DEPTHS[level]!, 0),
    0,
  );
  return (1 - epsilon) * wanted + epsilon * explored;
}

/** The index whose share of [0, 1) a number lies in; the last one where rounding left a rest. */
function indexOfShare(shares: readonly number[], at: number): number {
  let left = at;
  for (let i = 0; i < shares.length - 1; i++) {
    left -= shares[i]!;
    if (left < 0) return i;
  }
  return shares.length - 1;
}
