import fc from 'fast-check';
import { ago, brief, count, duration, percent, signed } from './numbers';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });

describe('numbers as people read them', () => {
  it('are a dash when there is none, never a 0', () => {
    for (const write of [percent, brief, duration, count])
      for (const none of [undefined, null, NaN, Infinity]) expect(write(none)).toBe('–');
  });

  it('are 0% and 100% for nothing and everything alone', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        expect(percent(share) === '0%').toBe(share === 0);
        expect(percent(share) === '100%').toBe(share === 1);
      }),
    );
    expect([0.0004, 0.064, 0.32, 0.996, 0.9996].map(percent)).toEqual(['<0.1%', '6.4%', '32%', '99.6%', '>99.9%']);
  });

  it('are within half a percent of what they say, when they are brief', () => {
    fc.assert(
      fc.property(finite, (value) => {
        const read = Number(brief(value).replaceAll(',', '').replace('−', '-'));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) * 0.051 + 1e-300);
      }),
    );
    expect([0, 0.00202, -1.7349, 9.2103, 12345.6].map(brief)).toEqual(['0', '0.00202', '−1.73', '9.21', '12,346']);
  });

  it('have a sign always where it matters, and none of nothing', () => {
    expect([0.31, -1.2, 0, -0.001].map((value) => signed(value))).toEqual(['+0.31', '−1.20', '+0.00', '+0.00']);
  });

  it('are milliseconds up to a second', () => {
    expect([0.42, 12.3, 994, 1_340].map(duration)).toEqual(['0.4 ms', '12 ms', '994 ms', '1.3 s']);
  });

  it('are as long ago as they were, and what is to come is now', () => {
    const now = 1e12;
    expect([0, 60, 7_200, 5 * 86_400, -100].map((seconds) => ago(now - seconds * 1000, now))).toEqual([
      'just now',
      '1 min ago',
      '2 h ago',
      '5 days ago',
      'just now',
    ]);
  });
});
