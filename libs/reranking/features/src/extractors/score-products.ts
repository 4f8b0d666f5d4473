import type { FeatureExtractor } from '../feature-extractor';
import { upstreamLogOdds } from '../log-scores';

/**
 * Products of the upstream log-odds, two at a time, and their minimum: a sum of log-odds lets a sure intent outweigh an
 * unlikely domain, but a reading is only as good as its weakest part.
 */
export const scoreProducts: FeatureExtractor = {
  name: 'score_products',
  version: 1,
  columns: () => ['domain_logit*intent_logit', 'domain_logit*ner_logit', 'intent_logit*ner_logit', 'least_logit'],
  extract: ({ scores }) => {
    const [domain, intent, ner] = upstreamLogOdds(scores);
    return [domain * intent, domain * ner, intent * ner, Math.min(domain, intent, ner)];
  },
};
