import { outcome, ranked } from '../test/outcomes';
import { domainTops, winners } from './winners';

const outcomes = [
  outcome(ranked('Music', 0.7, 0), ranked('Books', 0.5, 1), ranked('Music', 0.2, 0)),
  outcome(ranked('Video', 0.6, 1), ranked('Books', 0.4, 0), ranked('Books', 0.1, 0)),
];

describe('winners', () => {
  it('are the best hypotheses of all domains, one an utterance', () => {
    const { scores, right } = winners(outcomes);
    expect(Array.from(scores)).toEqual([0.7, 0.6]);
    expect(Array.from(right)).toEqual([0, 1]);
  });
});

describe('domain tops', () => {
  it('are the best hypotheses of one domain, for the utterances that it answered', () => {
    const { scores, right } = domainTops(outcomes, 'Books');
    expect(Array.from(scores)).toEqual([0.5, 0.4]);
    expect(Array.from(right)).toEqual([1, 0]);
    expect(domainTops(outcomes, 'Video').scores).toHaveLength(1);
    expect(domainTops(outcomes, 'Weather').scores).toHaveLength(0);
  });
});
