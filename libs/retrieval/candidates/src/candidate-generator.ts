import type { QueryUnderstanding, RetrievalQuery } from '@tiebreak/understanding';

/** A query with what was understood of it: what every generator is asked. */
export interface UnderstoodQuery extends RetrievalQuery {
  readonly understanding: QueryUnderstanding;
}

/** An entity that a generator found. Scores of different generators do not compare. */
export interface Candidate {
  readonly id: string;
  /** Higher is better; finite. */
  readonly score: number;
}

/** One way of finding entities, and one arm of the bandit. */
export interface CandidateGenerator {
  readonly name: string;
  /**
   * The best entities by falling score, none twice; fewer than `depth` when no more fit.
   * @param depth at least 1
   * @param signal aborts at the deadline; what comes later is not used
   */
  generate(query: UnderstoodQuery, depth: number, signal: AbortSignal): Promise<readonly Candidate[]>;
}

/** Which strategy found a candidate, and how well it did there. */
export interface CandidateSource {
  readonly strategy: string;
  /** 1 for the first. */
  readonly rank: number;
  /** As the generator gave it. */
  readonly score: number;
  /** In [0, 1]: the score between the list's worst and best; 1 in a list of one. */
  readonly normalisedScore: number;
}

/** An entity with everything that found it. */
export interface UnitedCandidate {
  readonly id: string;
  /** In the order of the strategies, at least one. */
  readonly sources: readonly CandidateSource[];
}
