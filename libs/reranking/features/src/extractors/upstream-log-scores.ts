import type { FeatureExtractor } from '../feature-extractor';
import { clippedLog } from '../log-scores';

/** Natural logarithms of the three upstream scores: their sum is the log of the baseline's product. */
export const upstreamLogScores: FeatureExtractor = {
  name: 'upstream_log',
  version: 1,
  columns: () => ['domain_log', 'intent_log', 'ner_log'],
  extract: ({ scores }) => [clippedLog(scores.domain), clippedLog(scores.intent), clippedLog(scores.ner)],
};
