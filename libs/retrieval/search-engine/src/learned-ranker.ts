import { explainRanking, selectColumns } from '@tiebreak/learning-to-rank';
import type { RankerBundle } from '@tiebreak/ranker-model';
import type { CandidateRanker, RankingInput } from '@tiebreak/search-pipeline';

/**
 * A ranker's bundle as the pipeline asks it; columns that this build has not are missing. Searches are scored one after the
 * other: the runtime scores on this thread, and many at once would hold the event loop for all of them together.
 */
export function learnedRanker({ model, baseline }: RankerBundle, columns: readonly string[]): CandidateRanker {
  const { featureNames } = model;
  const sameColumns = featureNames.length === columns.length && columns.every((name, i) => name === featureNames[i]);
  const rowsOf = ({ rows }: RankingInput): Float32Array =>
    sameColumns ? rows : selectColumns(rows, columns, featureNames);
  let last: Promise<unknown> = Promise.resolve();
  return {
    version: model.version,
    score: (input) => {
      const scored = last.then(() => model.score(rowsOf(input), input.candidates.length));
      last = scored.catch(() => undefined);
      return scored;
    },
    explain: async (input) => {
      const explanations = await explainRanking(model, rowsOf(input), input.candidates.length, baseline);
      return explanations.map(({ contributions }) => contributions);
    },
  };
}
