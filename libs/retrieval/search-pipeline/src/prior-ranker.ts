import type { Contribution } from '@tiebreak/interpretation';
import type { CandidateRanker, RankingInput } from './candidate-ranker';

/** What a strategy's best candidate is worth; what is not named is worth a half. */
const STRATEGY_WEIGHTS: Readonly<Record<string, number>> = {
  ...{ lexical: 1, memory: 1, structured: 0.8, sparse: 0.7, fuzzy: 0.6, semantic: 0.5 },
  ...{ graph: 0.2, personal: 0.2, popular: 0.05, fresh: 0.02 },
};
const OTHER_STRATEGY = 0.5;
/** What it is worth that a candidate fits the query, by feature of `rankingFeatures`. */
const FIT_WEIGHTS: Readonly<Record<string, number>> = {
  ...{ title_is_query: 1.5, creator_fits: 0.5, type_fits: 0.5, tags_fit: 0.3, year_fits: 0.3, popularity: 0.4 },
};

/**
 * The ranker before there is feedback to learn from: normalised scores and fits, weighted by hand. A learned one takes its
 * place; features that are missing count nothing.
 * @param columns names of the features, in order
 */
export function priorRanker(columns: readonly string[]): CandidateRanker {
  const weights = Float64Array.from(columns, weightOf);
  const partsOf = ({ rows }: RankingInput, candidate: number): Contribution[] => {
    const row = rows.subarray(candidate * columns.length, (candidate + 1) * columns.length);
    return Array.from(row, (value, i) => ({ feature: columns[i]!, value, logOdds: weights[i]! * value })).filter(
      ({ value, logOdds }) => !Number.isNaN(value) && logOdds !== 0,
    );
  };
  return {
    version: 'prior@1',
    score: (input) =>
      Promise.resolve(
        Float64Array.from(input.candidates, (_, i) => partsOf(input, i).reduce((sum, { logOdds }) => sum + logOdds, 0)),
      ),
    explain: (input) => Promise.resolve(input.candidates.map((_, i) => partsOf(input, i))),
  };
}

function weightOf(column: string): number {
  const strategy = /^(.+)_score$/.exec(column)?.[1];
  return strategy === undefined ? (FIT_WEIGHTS[column] ?? 0) : (STRATEGY_WEIGHTS[strategy] ?? OTHER_STRATEGY);
}
