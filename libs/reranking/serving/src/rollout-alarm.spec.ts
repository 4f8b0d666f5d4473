import fc from 'fast-check';
import { canaryAlarm, shadowAlarm } from './index';

const LIMITS = { differing: 0.1, slower: 2 };
const shadow = (compared: number, winnersDiffer: number, failed = 0) =>
  shadowAlarm({ compared, winnersDiffer, failed, skipped: 3, meanDistance: 0.1 }, LIMITS);

describe('the alarm of a shadow', () => {
  it('rings when it cannot score, at once', () => {
    expect(shadow(0, 0, 1)).toBe('the shadow could not score 1 requests');
  });

  it('rings when surely too many winners differ: 3 of 5 say so, 1 of 5 does not, nor does a share at the limit', () => {
    expect(shadow(5, 3)).toContain('on 3 of 5 requests, surely more than 10.0%');
    expect(shadow(5, 1)).toBeUndefined();
    expect(shadow(1000, 100)).toBeUndefined();
    expect(shadow(1000, 120)).toBeDefined();
  });

  it('is silent without requests, and never rings when nothing differs', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (compared) => {
        expect(shadow(compared, 0)).toBeUndefined();
      }),
    );
  });
});

describe('the alarm of a canary', () => {
  const traffic = (canary: number, active: number, failed = 0) =>
    canaryAlarm({ canary: { count: 10, seconds: canary }, active: { count: 40, seconds: active }, failed }, LIMITS);

  it('rings for a fault, and for a mean time over the limit: 10 in .3 s against 40 in .4 s are three times as slow', () => {
    expect(traffic(0.1, 0.4, 2)).toBe('2 requests failed since the canary began');
    expect(traffic(0.3, 0.4)).toBe('the canary takes 3.00 times as long as the active model, more than 2');
    expect(traffic(0.19, 0.4)).toBeUndefined();
  });

  it('is silent while one of the two has answered nothing', () => {
    const none = { count: 0, seconds: 0 };
    const some = { count: 1, seconds: 1 };
    expect(canaryAlarm({ canary: none, active: some, failed: 0 }, LIMITS)).toBeUndefined();
    expect(canaryAlarm({ canary: some, active: none, failed: 0 }, LIMITS)).toBeUndefined();
  });
});
