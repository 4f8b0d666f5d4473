import type { FeatureGroup } from '../feature-extractor';
import { clippedLog, clippedLogit } from '../log-scores';

/**
 * How sure the upstream recogniser was of the single slots: mean, smallest (as log-odds too), and sum of logarithms.
 * A slot whose confidence is unknown is given its share of the whole sequence's probability, ner^(1 / slots): unknown is
 * not certain. Without slots nothing can be wrong, and the columns say so (1 and the log-odds of 1, sum 0).
 */
export const slotConfidence: FeatureGroup = {
  name: 'slot_confidence',
  version: 1,
  columns: () => [
    'slot_confidence_mean',
    'slot_confidence_min',
    'slot_confidence_min_logit',
    'slot_confidence_log_sum',
  ],
  write: (row, at, { slots, scores }) => {
    const confidences = slots.map(({ confidence }) => confidence ?? scores.ner ** (1 / slots.length));
    const least = Math.min(1, ...confidences);
    const mean = slots.length === 0 ? 1 : confidences.reduce((sum, p) => sum + p, 0) / slots.length;
    row[at] = mean;
    row[at + 1] = least;
    row[at + 2] = clippedLogit(least);
    row[at + 3] = confidences.reduce((sum, p) => sum + clippedLog(p), 0);
  },
};
