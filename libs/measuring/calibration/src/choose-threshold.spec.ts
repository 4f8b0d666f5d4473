import { mean, seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { noOutcomes, outcomesTable, simulate } from '../test/simulated';
import { chooseThreshold } from './choose-threshold';
import { certify } from './risk-certificate';

const claim = { risk: 0.1, confidence: 0.95 };
/** Calibrated scores: the wrongs above a threshold grow steadily as it falls. */
const half = (seed: number) => simulate(1500, seed);

describe('chooseThreshold', () => {
  it('chooses thresholds of which most are certified on another split, with a fair share acted on', () => {
    const certificates = Array.from({ length: 40 }, (_, seed) =>
      certify(half(2 * seed + 1), chooseThreshold(half(2 * seed), claim), claim),
    );
    expect(certificates.filter(({ certified }) => certified).length / 40).toBeGreaterThan(0.75);
    expect(mean(certificates.map(({ actRate }) => actRate))).toBeGreaterThan(0.1);
  });

  it('chooses a score that is there', () => {
    fc.assert(
      fc.property(outcomesTable, (outcomes) => {
        expect(Array.from(outcomes.scores)).toContain(chooseThreshold(outcomes, claim));
      }),
    );
  });

  it('acts on all that are right when rights and wrongs are told apart', () => {
    const scores = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 0.2 : 0.8));
    expect(chooseThreshold({ scores, right: scores.map((score) => (score > 0.5 ? 1 : 0)) }, claim)).toBe(0.8);
  });

  it('acts on everything when everything is right', () => {
    const random = seededRandom(1);
    const scores = Array.from({ length: 300 }, () => random.uniform());
    expect(chooseThreshold({ scores, right: scores.map(() => 1) }, claim)).toBe(Math.min(...scores));
  });

  it('gives the highest score when no threshold has a chance', () => {
    expect(chooseThreshold({ scores: [0.3, 0.7, 0.5], right: [1, 1, 1] }, claim)).toBe(0.7);
  });

  it('dares more when there is more to certify on', () => {
    const thresholds = [300, 1500, 30_000].map((certifiedOn) => chooseThreshold(half(1), claim, { certifiedOn }));
    expect(thresholds).toEqual([...thresholds].sort((a, b) => b - a));
    expect(thresholds[0]).toBeGreaterThan(thresholds[2]!);
  });

  it('does not depend on the order of the outcomes', () => {
    const { scores, right } = half(3);
    const order = seededRandom(2).shuffle(Array.from(scores, (_, i) => i));
    const shuffled = { scores: order.map((i) => scores[i]!), right: order.map((i) => right[i]!) };
    expect(chooseThreshold(shuffled, claim)).toBe(chooseThreshold({ scores, right }, claim));
  });

  it('refuses no outcomes and a claim that is none', () => {
    expect(() => chooseThreshold(noOutcomes, claim)).toThrow('expected outcomes to choose a threshold on, got none');
    expect(() => chooseThreshold(half(1), { ...claim, risk: 0 })).toThrow('risk: expected a share in (0, 1), got 0');
  });
});
