import type { Fusion, UnitedCandidate } from '@tiebreak/candidates';
import type { Contribution } from '@tiebreak/interpretation';

/** Candidates of one query as a ranker sees them. */
export interface RankingInput {
  readonly candidates: readonly UnitedCandidate[];
  /** Row-major, one row a candidate, in the columns of `RankingFeatures`; NaN is missing. */
  readonly rows: Float32Array;
}

/** Puts candidates in order. */
export interface CandidateRanker {
  /** Such as "minmax@1" or "Video-ranker@1.2.0". */
  readonly version: string;
  /** One score a candidate, better ones higher. */
  score(input: RankingInput): Promise<Float64Array>;
  /** What each feature adds to a candidate's score; one list a candidate. */
  explain?(input: RankingInput): Promise<readonly (readonly Contribution[])[]>;
}

/** A ranker that does not learn: the baseline, and what runs before there is feedback. */
export function fusionRanker(name: string, fusion: Fusion): CandidateRanker {
  return {
    version: `${name}@1`,
    score: ({ candidates }) => Promise.resolve(Float64Array.from(candidates, ({ sources }) => fusion(sources))),
    explain: ({ candidates }) =>
      Promise.resolve(
        candidates.map(({ sources }) =>
          sources.map((source) => ({ feature: source.strategy, value: source.rank, logOdds: fusion([source]) })),
        ),
      ),
  };
}
