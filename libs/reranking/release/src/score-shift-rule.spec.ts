import { logit, sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import { compared, merged } from '../test/compared-lines';
import { scoreShiftRule } from './score-shift-rule';

/** Lines that the incumbent scores as chance decides them; the candidate's log-odds are `moved`. */
function lines(moved: (logOdds: number) => number) {
  const random = seededRandom(1);
  return Array.from({ length: 400 }, (_, i) => {
    const p = sigmoid(2 * random.normal());
    const edits = random.uniform() < p ? 0 : 1;
    return compared(merged(edits, p), merged(edits, sigmoid(moved(logit(p)))), `u${i}`);
  });
}

describe('the rule of score shifts', () => {
  it('refuses log-odds half a logit higher or lower, and lets a third of one pass', () => {
    for (const shift of [0.5, -0.5]) {
      const rule = scoreShiftRule(
        lines((s) => s + shift),
        'Music',
      );
      expect(rule).toMatchObject({ rule: 'score-shift', passed: false, limit: 0.45 });
      expect(rule.measured).toBeCloseTo(0.5, 4);
    }
    for (const shift of [0.33, -0.33])
      expect(
        scoreShiftRule(
          lines((s) => s + shift),
          'Music',
        ).passed,
      ).toBe(true);
  });

  it('lets scores move as far as they like when they predict better', () => {
    const back = lines((s) => s + 1).map(({ incumbent, candidate, ...line }) => ({
      ...line,
      incumbent: candidate,
      candidate: incumbent,
    }));
    expect(scoreShiftRule(back, 'Music')).toMatchObject({ passed: true });
    expect(scoreShiftRule(back, 'Music').measured).toBeCloseTo(1, 4);
  });
});
