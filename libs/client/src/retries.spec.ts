import { DeadlineExceededError, OverloadedError, UnavailableError } from './errors';
import { Retries } from './retries';

const cut = new UnavailableError('cut');
const refused = new OverloadedError('refused', 5);

describe('a call that was cut', () => {
  it('waits up to 10 ms, then three times as long each time, and 100 ms at most', () => {
    const retries = new Retries(4, () => 1);
    expect([0, 1, 2, 3].map((made) => retries.waitAfter(cut, undefined, made, 1_000))).toEqual([10, 30, 90, 100]);
    expect(new Retries(4, () => 0.5).waitAfter(cut, undefined, 1, 1_000)).toBe(15);
  });

  it('is not made again beyond its retries or its deadline', () => {
    const retries = new Retries(2, () => 1);
    expect(retries.waitAfter(cut, undefined, 2, 1_000)).toBeUndefined();
    expect(retries.waitAfter(cut, undefined, 0, 10)).toBeUndefined();
    expect(retries.waitAfter(cut, undefined, 0, 11)).toBe(10);
  });

  it('is made again with 500 others at once, and later as long as not one call in ten fails', () => {
    const retries = new Retries(2, () => 1);
    const again = (times: number): number =>
      Array.from({ length: times }, () => retries.waitAfter(cut, undefined, 0, 1_000)).filter(
        (wait) => wait !== undefined,
      ).length;
    /** Calls made again of so many failures among 100 successes, when that has gone on for long. */
    const inTheLongRun = (failures: number): number => {
      for (let round = 0; round < 1_000; round++) {
        for (let i = 0; i < 100; i++) retries.succeeded();
        again(failures);
      }
      return again(failures);
    };
    expect(again(1_000)).toBe(500);
    expect(inTheLongRun(9)).toBe(9);
    expect(inTheLongRun(11)).toBe(0);
  });
});

it('a call that was refused is made again after its hint, and not without one', () => {
  const retries = new Retries(2, () => 1);
  expect(retries.waitAfter(refused, 5, 0, 1_000)).toBe(5);
  expect(retries.waitAfter(refused, undefined, 0, 1_000)).toBeUndefined();
  expect(retries.waitAfter(refused, Infinity, 0, 1_000)).toBeUndefined();
});

it('refusals use up the retries of refused calls and not those of cut ones', () => {
  const retries = new Retries(2, () => 1);
  for (let i = 0; i < 100; i++) retries.waitAfter(refused, 5, 0, 1_000);
  expect(retries.waitAfter(refused, 5, 0, 1_000)).toBeUndefined();
  expect(retries.waitAfter(cut, undefined, 0, 1_000)).toBe(10);
});

it('a call that was late is not made again, whatever is said', () => {
  expect(new Retries(2, () => 1).waitAfter(new DeadlineExceededError(500), 1, 0, 1_000)).toBeUndefined();
});
