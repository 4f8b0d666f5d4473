import type { FeatureExtractor } from '../feature-extractor';
import { posterior } from '../posterior';

/**
 * The n-best list read as a distribution over readings: a hypothesis's share of it (as logarithm too), the share of all
 * that have its intent, and how undecided the list is (its entropy in nats).
 */
export const posteriorShare: FeatureExtractor = {
  name: 'posterior',
  version: 1,
  columns: () => ['posterior', 'posterior_log', 'posterior_of_intent', 'posterior_entropy'],
  extract: (hypothesis, { hypotheses }) => {
    const shares = posterior(hypotheses);
    const own = shares[hypotheses.indexOf(hypothesis)]!;
    let ofIntent = 0;
    let entropy = 0;
    hypotheses.forEach(({ intent }, i) => {
      if (intent === hypothesis.intent) ofIntent += shares[i]!;
      // Shares are exponentials of differences that clipping bounds, so none is 0.
      entropy -= shares[i]! * Math.log(shares[i]!);
    });
    return [own, Math.log(own), ofIntent, entropy];
  },
};
