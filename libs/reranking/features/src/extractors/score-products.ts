import type { FeatureGroup } from '../feature-extractor';
import { upstreamLogOdds } from '../log-scores';

/**
 * Products of the upstream log-odds, two at a time, and their minimum: a sum of log-odds lets a sure intent outweigh an
 * unlikely domain, but a reading is only as good as its weakest part.
 */
export const scoreProducts: FeatureGroup = {
  name: 'score_products',
  version: 1,
  columns: () => ['domain_logit*intent_logit', 'domain_logit*ner_logit', 'intent_logit*ner_logit', 'least_logit'],
  write: (row, at, { scores }) => {
    const [domain, intent, ner] = upstreamLogOdds(scores);
    row[at] = domain * intent;
    row[at + 1] = domain * ner;
    row[at + 2] = intent * ner;
    row[at + 3] = Math.min(domain, intent, ner);
  },
};
