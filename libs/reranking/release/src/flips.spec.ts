import { compared, merged, repeated } from '../test/compared-lines';
import { flipsRule, frequentFlipsRule, winnerFlips } from './index';

const broken = (count: number) => repeated(count, 0, 1, 'broken');
const repaired = (count: number) => repeated(count, 2, 0, 'repaired');
const kept = (count: number) => [...repeated(count / 2, 0, 0, 'right'), ...repeated(count / 2, 1, 2, 'wrong')];

describe('winner flips', () => {
  it('are what turned wrong and what turned right, in order; other changes are none', () => {
    const { negative, positive } = winnerFlips([...kept(10), ...repaired(1), ...broken(2)]);
    expect(negative.map(({ id }) => id)).toEqual(['broken0', 'broken1']);
    expect(positive.map(({ id }) => id)).toEqual(['repaired0']);
  });

  it('say what won before and now, with the scores, and what was meant', () => {
    expect(winnerFlips([compared(merged(0, 0.75), merged(1, 0.5), 'u7')]).negative).toEqual([
      {
        id: 'u7',
        utterance: 'words of u7',
        truth: { domain: 'Music', intent: 'Play', slots: [] },
        incumbent: { winner: { domain: 'Music', intent: 'Play', slots: [] }, score: 0.75 },
        candidate: { winner: { domain: 'Music', intent: 'Rate', slots: [] }, score: 0.5 },
      },
    ]);
  });
});

describe('the rule of negative flips', () => {
  /** P(at least `count` of 600) when each flips with chance `share`. */
  const atLeast = (count: number, share: number): number => {
    let below = 0;
    for (let k = 0, term = (1 - share) ** 600; k < count; k++) {
      below += term;
      term *= ((600 - k) / (k + 1)) * (share / (1 - share));
    }
    return 1 - below;
  };

  it('lets 6 of 600 pass at 0.005, which chance gives one time in twenty at the limit, and refuses 7', () => {
    expect(atLeast(6, 0.005)).toBeGreaterThan(0.05);
    expect(atLeast(7, 0.005)).toBeLessThan(0.05);
    const [six, seven] = [6, 7].map((count) =>
      flipsRule([...kept(500), ...broken(count), ...repaired(100 - count)], 0.005),
    );
    expect(six).toMatchObject({ passed: true, limit: 0.005 });
    expect(seven).toMatchObject({ rule: 'negative-flips', passed: false });
    expect(seven!.reason).toMatch(
      /^of 600 winners 7 were right and become wrong, 93 the other way; at least 0\.\d\d% /,
    );
    // The bound is the share at which 7 or more would come up one time in twenty.
    expect(atLeast(7, seven!.measured)).toBeCloseTo(0.05, 6);
  });
});

describe('the rule of frequent utterances', () => {
  const lines = [...kept(4), ...broken(2), ...repaired(1)];

  it('refuses a single negative flip among them', () => {
    const rule = frequentFlipsRule(lines, new Set(['words of broken1', 'words of right0', 'not in the data']));
    expect(rule).toMatchObject({ rule: 'frequent-flips', passed: false, measured: 1, limit: 0 });
    expect(rule.reason).toContain('of 3 frequent utterances 2 stand in these lines');
  });

  it('lets others flip, and its own flip to right', () => {
    const rule = frequentFlipsRule(lines, new Set(['words of right0', 'words of repaired0']));
    expect(rule).toMatchObject({ passed: true, measured: 0 });
  });

  it('compares texts as they stand', () => {
    expect(frequentFlipsRule(lines, new Set(['Words of broken1', 'words of broken1 '])).passed).toBe(true);
  });
});
