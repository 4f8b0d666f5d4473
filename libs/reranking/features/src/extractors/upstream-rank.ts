import type { FeatureGroup } from '../feature-extractor';
import { upstreamRank as rankOf } from '../log-scores';

/** Place in the domain's own list by product score: 1 / place, and whether it is the first. */
export const upstreamRank: FeatureGroup = {
  name: 'upstream_rank',
  version: 1,
  columns: () => ['reciprocal_rank', 'first'],
  write: (row, at, hypothesis, list) => {
    const rank = rankOf(hypothesis, list);
    row[at] = 1 / (rank + 1);
    row[at + 1] = rank === 0 ? 1 : 0;
  },
};
