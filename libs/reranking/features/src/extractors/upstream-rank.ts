import type { FeatureExtractor } from '../feature-extractor';
import { upstreamRank as rankOf } from '../log-scores';

/** Place in the domain's own list by product score: 1 / place, and whether it is the first. */
export const upstreamRank: FeatureExtractor = {
  name: 'upstream_rank',
  version: 1,
  columns: () => ['reciprocal_rank', 'first'],
  extract: (hypothesis, list) => {
    const rank = rankOf(hypothesis, list);
    return [1 / (rank + 1), rank === 0 ? 1 : 0];
  },
};
