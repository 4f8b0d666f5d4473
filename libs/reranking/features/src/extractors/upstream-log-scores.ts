import type { FeatureGroup } from '../feature-extractor';
import { clippedLog } from '../log-scores';

/** Natural logarithms of the three upstream scores: their sum is the log of the baseline's product. */
export const upstreamLogScores: FeatureGroup = {
  name: 'upstream_log',
  version: 1,
  columns: () => ['domain_log', 'intent_log', 'ner_log'],
  write: (row, at, { scores }) => {
    row[at] = clippedLog(scores.domain);
    row[at + 1] = clippedLog(scores.intent);
    row[at + 2] = clippedLog(scores.ner);
  },
};
