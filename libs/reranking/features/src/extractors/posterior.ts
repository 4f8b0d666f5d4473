import type { FeatureGroup } from '../feature-extractor';
import { entropy, posterior } from '../posterior';

/**
 * The n-best list read as a distribution over readings: a hypothesis's share of it (as logarithm too), the share of all
 * that have its intent, and how undecided the list is (its entropy in nats).
 */
export const posteriorShare: FeatureGroup = {
  name: 'posterior',
  version: 1,
  columns: () => ['posterior', 'posterior_log', 'posterior_of_intent', 'posterior_entropy'],
  write: (row, at, hypothesis, { hypotheses }) => {
    // Shares are exponentials of differences that clipping bounds, so none is 0.
    const shares = posterior(hypotheses);
    const own = shares[hypotheses.indexOf(hypothesis)]!;
    let ofIntent = 0;
    for (let i = 0; i < shares.length; i++) if (hypotheses[i]!.intent === hypothesis.intent) ofIntent += shares[i]!;
    row[at] = own;
    row[at + 1] = Math.log(own);
    row[at + 2] = ofIntent;
    row[at + 3] = entropy(shares);
  },
};
