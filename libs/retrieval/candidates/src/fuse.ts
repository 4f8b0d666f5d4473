import type { Candidate, CandidateSource, UnitedCandidate } from './candidate-generator';

/** How scores of several strategies become one, without learning. */
export type Fusion = (sources: readonly CandidateSource[]) => number;

/** Holds the first places back, so that no single list decides. */
const RANK_OFFSET = 60;

/** The sum of scores between each list's worst and best; who is not in a list gets 0 of it. */
export const minmax: Fusion = (sources) => sources.reduce((sum, { normalisedScore }) => sum + normalisedScore, 0);

/** @see Cormack et al., "Reciprocal Rank Fusion outperforms Condorcet and Individual Rank Learning Methods", SIGIR 2009 */
export const reciprocalRank: Fusion = (sources) => sources.reduce((sum, { rank }) => sum + 1 / (RANK_OFFSET + rank), 0);

/** Candidates by falling fused score; equal ones stay in order. */
export function fuse(united: readonly UnitedCandidate[], fusion: Fusion): Candidate[] {
  return united.map(({ id, sources }) => ({ id, score: fusion(sources) })).sort((a, b) => b.score - a.score);
}

/** A fusion in which strategies count by weights; those that are not named count 1. */
export function weighted(fusion: Fusion, weights: Readonly<Record<string, number>>): Fusion {
  return (sources) => sources.reduce((sum, source) => sum + (weights[source.strategy] ?? 1) * fusion([source]), 0);
}
