import { seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { noOutcomes, outcomesTable } from '../test/simulated';
import { certify } from './risk-certificate';

const claim = { risk: 0.05, confidence: 0.95 };

describe('certify', () => {
  it('needs 59 acts without a wrong to certify 5% at 95%', () => {
    const acts = (count: number) => ({ scores: Array<number>(count).fill(0.9), right: Array<number>(count).fill(1) });
    expect(certify(acts(58), 0.5, claim).certified).toBe(false);
    const certificate = certify(acts(59), 0.5, claim);
    expect(certificate).toMatchObject({ threshold: 0.5, acted: 59, wrong: 0, actRate: 1, certified: true });
    expect(certificate.bound).toBeCloseTo(1 - 0.05 ** (1 / 59), 8);
  });

  it('acts on scores at the threshold and above, and on no other', () => {
    const outcomes = { scores: [0.2, 0.5, 0.8, 0.9], right: [0, 0, 1, 1] };
    expect(certify(outcomes, 0.5, claim)).toMatchObject({ acted: 3, wrong: 1, actRate: 3 / 4 });
  });

  it('bounds above what it saw, and lower for less confidence', () => {
    fc.assert(
      fc.property(outcomesTable, fc.double({ min: 0, max: 1, noNaN: true }), (outcomes, threshold) => {
        const { acted, wrong, bound } = certify(outcomes, threshold, claim);
        if (acted > 0) expect(bound).toBeGreaterThanOrEqual(wrong / acted);
        expect(certify(outcomes, threshold, { ...claim, confidence: 0.8 }).bound).toBeLessThanOrEqual(bound);
      }),
    );
  });

  it('certifies a risk of 5.1% at most 5 times in 100', () => {
    const random = seededRandom(1);
    const scores = Array<number>(400).fill(0.9);
    const certified = Array.from({ length: 1500 }, () => {
      const right = scores.map(() => (random.uniform() < 0.949 ? 1 : 0));
      return certify({ scores, right }, 0.5, claim).certified;
    });
    // Four standard errors of 1,500 coins of .05 are .0225.
    expect(certified.filter(Boolean).length / 1500).toBeLessThan(0.0725);
  });

  it('certifies nothing when nothing is acted on', () => {
    const nothing = { acted: 0, wrong: 0, bound: 1, certified: false };
    expect(certify({ scores: [0.3], right: [1] }, 0.5, claim)).toMatchObject({ ...nothing, actRate: 0 });
    expect(certify(noOutcomes, 0.5, claim)).toMatchObject({ ...nothing, actRate: NaN });
  });

  it.each([
    [{ ...claim, risk: 1 }, 'risk: expected a share in (0, 1), got 1'],
    [{ ...claim, confidence: 0 }, 'confidence: expected a share in (0, 1), got 0'],
  ])('refuses %p', (wrong, message) => {
    expect(() => certify(noOutcomes, 0.5, wrong)).toThrow(message);
  });
});
