import { type Hypothesis, probability, type ReferenceUtterance, sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';

/**
 * Lines that Music and Books both answer with two readings each, a third meant for either and a third for none.
 * Only the first reading of the domain that is meant can be right, and it is when its upstream scores say so:
 * with probability sigmoid of their summed log-odds.
 */
export function simulatedLines(count: number, seed: number): ReferenceUtterance[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const domain = ['Music', 'Books', 'Other'][i % 3]!;
    let meant = 'third';
    const hypotheses = ['Music', 'Books'].flatMap((name) =>
      ['first', 'second'].map((value, place): Hypothesis => {
        const logOdds = [0, 1, 2].map(() => random.normal() + (name === domain && place === 0 ? 1 : -1));
        const [d, intent, ner] = logOdds.map(sigmoid);
        if (name === domain && place === 0) {
          if (random.uniform() < sigmoid(logOdds.reduce((sum, x) => sum + x, 0))) meant = 'first';
        }
        return {
          id: `${name}-${value}`,
          domain: name,
          intent: 'Play',
          slots: [{ name: 'title', value, entityId: '' }],
          scores: { domain: probability(d!), intent: probability(intent!), ner: probability(ner!) },
          signals: {},
        };
      }),
    );
    return {
      id: `u${seed}-${i}`,
      utterance: 'play first or second',
      locale: '',
      context: { device: i % 2 === 0 ? 'phone' : 'car', attributes: {} },
      hypotheses,
      truth: { domain, intent: 'Play', slots: [{ name: 'title', value: meant }] },
    };
  });
}
