import { CallerGone, DeadlineExceeded } from '@tiebreak/service-host';

/** The rest of the time is for what is done with what was found, and for the way back. */
const SHARE_OF_WORK = 0.9;

/**
 * Does work that has a deadline. Its signal is raised when nine tenths of the time are over, so that it can still answer
 * with what it has, or when the caller is gone.
 * @param ms after which there is no answer, even if the work goes on
 * @throws DeadlineExceeded, CallerGone, or what the work throws
 */
export async function withinDeadline<T>(
  ms: number,
  gone: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (gone.aborted) throw new CallerGone();
  const ends = new AbortController();
  let end: Error = new DeadlineExceeded(ms);
  let giveUp: () => void = () => undefined;
  const noAnswer = new Promise<never>((_resolve, reject) => {
    giveUp = () => {
      reject(end);
    };
  });
  const hurry = (): void => {
    ends.abort(end);
  };
  const leave = (): void => {
    end = new CallerGone();
    hurry();
    giveUp();
  };
  const timers = [setTimeout(hurry, SHARE_OF_WORK * ms), setTimeout(giveUp, ms)];
  gone.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([noAnswer, work(ends.signal)]);
  } catch (error) {
    // Work that was cut may say so in words of its own.
    if (ends.signal.aborted && (error as Partial<Error> | undefined)?.name === 'AbortError') throw end;
    throw error;
  } finally {
    timers.forEach(clearTimeout);
    gone.removeEventListener('abort', leave);
  }
}
