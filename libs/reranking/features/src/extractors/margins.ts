import type { FeatureExtractor } from '../feature-extractor';
import { logProduct } from '../log-scores';

/**
 * Distance in ln product to the domain's own best and to the best of the others: 0 and the lead for the best
 * hypothesis, negative (or 0 in a tie) for the rest. An only hypothesis has both 0; `only` then tells that nothing competed.
 */
export const margins: FeatureExtractor = {
  name: 'margins',
  version: 1,
  columns: () => ['margin_to_best', 'margin_to_rival', 'only'],
  extract: (hypothesis, { hypotheses }) => {
    const own = logProduct(hypothesis);
    const rivals = hypotheses.filter((other) => other !== hypothesis).map(logProduct);
    if (rivals.length === 0) return [0, 0, 1];
    const rival = Math.max(...rivals);
    return [own - Math.max(own, rival), own - rival, 0];
  },
};
