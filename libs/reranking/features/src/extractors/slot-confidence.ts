import type { FeatureExtractor } from '../feature-extractor';
import { clippedLog, clippedLogit } from '../log-scores';

/**
 * How sure the upstream recogniser was of the single slots: mean, smallest (as log-odds too), and sum of logarithms.
 * Slots without a confidence are left out; without any, the columns say "certain" (1 and the log-odds of 1, sum 0).
 */
export const slotConfidence: FeatureExtractor = {
  name: 'slot_confidence',
  version: 1,
  columns: () => [
    'slot_confidence_mean',
    'slot_confidence_min',
    'slot_confidence_min_logit',
    'slot_confidence_log_sum',
  ],
  extract: ({ slots }) => {
    const known = slots.flatMap(({ confidence }) => (confidence === undefined ? [] : [confidence]));
    const least = Math.min(1, ...known);
    const mean = known.length === 0 ? 1 : known.reduce<number>((sum, p) => sum + p, 0) / known.length;
    return [mean, least, clippedLogit(least), known.reduce((sum, p) => sum + clippedLog(p), 0)];
  },
};
