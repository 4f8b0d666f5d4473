import type { FeatureExtractor } from '../feature-extractor';

/** Number of slots. */
export const slotCount: FeatureExtractor = {
  name: 'slot_count',
  version: 1,
  extract: ({ slots }) => slots.length,
};
