import { sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import { compared } from '../test/compared-lines';
import type { ComparedLine, MergedLine } from './index';
import { calibrationRule, likelihoodPower, likelihoodRule } from './index';

const SEED = 1;

/** Lines on which Music's two hypotheses are right as often as the scores say that `calibrated` leaves as they are. */
function simulated(
  count: number,
  candidate: (logOdds: number) => number,
  incumbent: (logOdds: number) => number = (x) => x,
): ComparedLine[] {
  const random = seededRandom(5);
  return Array.from({ length: count }, (_, i) => {
    const drawn = [random.normal() + 0.5, random.normal() - 2].map((logOdds) => ({
      logOdds,
      right: random.uniform() < sigmoid(logOdds) ? (1 as const) : (0 as const),
    }));
    const scoredBy = (of: (logOdds: number) => number): MergedLine => {
      const hypotheses = drawn
        .map(({ logOdds, right }) => ({ domain: 'Music', score: sigmoid(of(logOdds)), right }))
        .sort((a, b) => b.score - a.score);
      const winner = { domain: 'Music', intent: 'Play', slots: [] };
      return { winner, outcome: { topScore: hypotheses[0]!.score, topRight: hypotheses[0]!.right, hypotheses } };
    };
    return compared(scoredBy(incumbent), scoredBy(candidate), `u${i}`);
  });
}
const same = (x: number) => x;
const shifted = (x: number) => x + 1;
const extreme = (x: number) => 3 * x;

describe('the rule of likelihood', () => {
  it('refuses a candidate whose scores are shifted, and lets the same scores pass with a rise of exactly 0', () => {
    expect(likelihoodRule(simulated(400, shifted), 'Music', 'incumbent', SEED)).toMatchObject({
      rule: 'nll',
      passed: false,
    });
    expect(likelihoodRule(simulated(400, same), 'Music', 'incumbent', SEED)).toMatchObject({
      passed: true,
      measured: 0,
    });
  });

  it('lets a candidate pass that is better, and a rise that may be chance', () => {
    expect(likelihoodRule(simulated(400, same, shifted), 'Music', 'incumbent', SEED).passed).toBe(true);
    expect(
      likelihoodRule(
        simulated(400, (x) => x + 0.02),
        'Music',
        'incumbent',
        SEED,
      ).passed,
    ).toBe(true);
  });

  it("is the mean over all of the domain's hypotheses: ln 2 - ln 4 and 0 make -ln(2)/2", () => {
    const scored = (score: number): MergedLine => ({
      winner: { domain: 'Music', intent: 'Play', slots: [] },
      outcome: {
        ...{ topScore: score, topRight: 1 },
        hypotheses: [
          { domain: 'Music', score, right: 1 },
          { domain: 'Books', score: 1 - score, right: 0 },
          { domain: 'Music', score: 0.1, right: 0 },
        ],
      },
    });
    const rule = likelihoodRule([compared(scored(0.25), scored(0.5))], 'Music', 'incumbent', SEED);
    expect(rule.measured).toBeCloseTo(-Math.LN2 / 2, 12);
  });

  it('tolerates 5% of the mean NLL of what it compares with: of ln 2 and of nearly 0', () => {
    const scored = (score: number): MergedLine => ({
      winner: { domain: 'Music', intent: 'Play', slots: [] },
      outcome: { topScore: score, topRight: 1, hypotheses: [{ domain: 'Music', score, right: 1 }] },
    });
    const lineOf = (score: number) => compared(scored(0.5), scored(score), 'u', scored(1));
    expect(likelihoodRule([lineOf(0.5)], 'Music', 'incumbent', SEED).limit).toBeCloseTo(0.05 * Math.LN2, 12);
    expect(likelihoodRule([lineOf(0.5 ** 1.049)], 'Music', 'incumbent', SEED).passed).toBe(true);
    expect(likelihoodRule([lineOf(0.5 ** 1.051)], 'Music', 'incumbent', SEED).passed).toBe(false);
    // What is tolerated against an incumbent that was itself tolerated adds up, and is refused here.
    expect(likelihoodRule([lineOf(0.5)], 'Music', 'lastMajor', SEED)).toMatchObject({
      ...{ rule: 'nll-since-major', passed: false },
    });
  });

  it('can detect what it tolerates and own variance: with m tolerated, the t at which (t - m)^2 = 2 t 3.168^2', () => {
    const lines = simulated(50, same);
    const total = likelihoodPower(lines, 'Music') * 100;
    const tolerated = likelihoodRule(lines, 'Music', 'incumbent', SEED).limit * 100;
    expect((total - tolerated) ** 2).toBeCloseTo(2 * total * 3.16797 ** 2, 2);
  });
});

describe('the rule of calibration', () => {
  it.each([
    ['shifted', shifted],
    ['too extreme', extreme],
  ])('refuses scores that are %s where those of the incumbent are not', (_, wrong) => {
    const rule = calibrationRule(simulated(400, wrong), 'Music');
    expect(rule).toMatchObject({ rule: 'calibration', passed: false });
    expect(rule.measured).toBeGreaterThan(rule.limit);
  });

  it('asks for an excess of 2 ln 100, the 1% point of chi-square with 2 degrees of freedom', () => {
    expect(calibrationRule(simulated(9, same), 'Music').limit).toBeCloseTo(2 * Math.log(100), 9);
  });

  it('lets calibrated scores pass, and wrong ones where the incumbent was no better', () => {
    expect(calibrationRule(simulated(400, same), 'Music').passed).toBe(true);
    expect(calibrationRule(simulated(400, same, shifted), 'Music').passed).toBe(true);
    expect(calibrationRule(simulated(400, shifted, extreme), 'Music').passed).toBe(true);
  });

  it('judges the excess: the same step is refused or not whatever the incumbent is, and two equally wrong ones pass', () => {
    const from = (by: number) => (x: number) => x + by;
    // By itself, each of these candidates would be rejected at 1%, and its incumbent would not: misfits around 9.21.
    expect(calibrationRule(simulated(400, from(0.25), from(0.2)), 'Music').passed).toBe(true);
    expect(calibrationRule(simulated(400, from(-0.35), from(-0.3)), 'Music').passed).toBe(true);
    expect(calibrationRule(simulated(400, from(1), from(0.5)), 'Music').passed).toBe(false);
    expect(calibrationRule(simulated(400, shifted, shifted), 'Music')).toMatchObject({ passed: true, measured: 0 });
  });

  it('says slope and intercept of both: a shift by 1 lowers the intercept by the slope and leaves the slope', () => {
    const figures = /slope (\S+) and intercept (\S+), .*; under the incumbent slope (\S+) and intercept (\S+),/;
    const [slope, intercept, slopeBefore, interceptBefore] = figures
      .exec(calibrationRule(simulated(400, shifted), 'Music').reason)!
      .slice(1)
      .map(Number) as [number, number, number, number];
    expect(slope).toBe(slopeBefore);
    expect(intercept).toBeCloseTo(interceptBefore - slope, 1.5);
  });

  it('says that equal scores cannot be tested, and leaves them to the other rules', () => {
    const rule = calibrationRule(
      simulated(50, () => 0),
      'Music',
    );
    expect(rule).toMatchObject({ passed: true });
    expect(rule.reason).toContain('equal scores');
  });
});
