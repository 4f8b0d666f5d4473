import type { FeatureGroup } from '../feature-extractor';
import { writeLogOdds } from '../log-scores';

/** Log-odds of the three upstream scores: they tell 0.99 from 0.9999, which the logarithms cannot. */
export const upstreamLogits: FeatureGroup = {
  name: 'upstream_logit',
  version: 1,
  columns: () => ['domain_logit', 'intent_logit', 'ner_logit'],
  write: (row, at, { scores }) => {
    writeLogOdds(row, at, scores);
  },
};
