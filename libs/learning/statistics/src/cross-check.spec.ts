import fixture from '../test/scikit-learn.json';
import { clopperPearson } from './index';

const scipy = `scipy ${fixture.origin.scipy}`;

describe.each(fixture.intervals)('clopperPearson of $successes in $trials at $confidence', (theirs) => {
  const { successes, trials, confidence } = theirs;

  it(`agrees to 1e-6 with ${scipy}'s binomtest on both sides, and with its beta distribution on each`, () => {
    const [low, high] = clopperPearson(successes, trials, confidence, 'both');
    const [lower] = clopperPearson(successes, trials, confidence, 'lower');
    const [, upper] = clopperPearson(successes, trials, confidence, 'upper');
    const gaps = [low - theirs.both[0]!, high - theirs.both[1]!, lower - theirs.lower, upper - theirs.upper];
    expect(Math.max(...gaps.map(Math.abs))).toBeLessThan(1e-6);
  });
});
