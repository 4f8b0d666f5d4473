import { CallerGone, DeadlineExceeded } from '@tiebreak/service-host';
import { withinDeadline } from './deadline';

const waiting = new AbortController().signal;
const never = (): Promise<never> => new Promise(() => undefined);
const untilRaised = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(signal.reason);
    });
  });

describe('work with a deadline', () => {
  it('gives what it gives, and throws what it throws', async () => {
    await expect(withinDeadline(1_000, waiting, () => Promise.resolve(7))).resolves.toBe(7);
    await expect(withinDeadline(1_000, waiting, () => Promise.reject(new RangeError('no')))).rejects.toThrow(
      RangeError,
    );
  });

  it('is told when nine tenths of the time are over, and can answer then', async () => {
    const start = performance.now();
    await expect(withinDeadline(200, waiting, untilRaised)).resolves.toBeInstanceOf(DeadlineExceeded);
    expect(performance.now() - start).toBeGreaterThanOrEqual(178);
  });

  it('is left alone when it does not answer in time', async () => {
    await expect(withinDeadline(50, waiting, never)).rejects.toThrow('no answer within 50 ms');
  });

  it('is late when it says in its own words that it was cut', async () => {
    const cut = async (signal: AbortSignal): Promise<never> => {
      await untilRaised(signal);
      throw new DOMException('stopped', 'AbortError');
    };
    await expect(withinDeadline(50, waiting, cut)).rejects.toThrow(DeadlineExceeded);
  });

  it.each([
    ['before it begins', () => AbortSignal.abort()],
    ['while it goes on', () => AbortSignal.timeout(20)],
  ])('ends when the caller is gone %s', async (_, gone) => {
    await expect(withinDeadline(10_000, gone(), never)).rejects.toThrow(CallerGone);
  });
});
