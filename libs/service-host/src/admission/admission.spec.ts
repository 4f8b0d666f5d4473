import { setTimeout as sleep } from 'node:timers/promises';
import { Admission, OverCapacity } from './admission';

const never = (): Promise<never> => new Promise(() => undefined);

describe('an admission', () => {
  /** An admission that is full, and the ends of what it works on. */
  function full() {
    const refusals: number[] = [];
    const admission = new Admission({
      now: () => performance.now(),
      random: () => 0.5,
      refused: (ms) => refusals.push(ms),
    });
    const ends: (() => void)[] = [];
    for (let i = admission.state.limit; i > 0; i--)
      admission.enter(
        (leave) => ends.push(leave),
        () => fail('refused below the limit'),
      );
    return { admission, ends, refusals };
  }
  const fail = (reason: string): never => {
    throw new Error(reason);
  };

  it('lets in up to its limit, makes a few wait, and refuses the rest at once, saying when to come back', async () => {
    const { admission, refusals } = full();
    const { limit } = admission.state;
    const outcomes = Array.from({ length: 2 * limit }, () => admission.run(never).catch((error: unknown) => error));
    const { waiting, inFlight } = admission.state;
    expect(inFlight).toBe(limit);
    expect(waiting).toBe(limit);
    expect(refusals).toHaveLength(limit);
    const refused = await outcomes.at(-1);
    expect(refused).toBeInstanceOf(OverCapacity);
    expect((refused as OverCapacity).retryAfterMs).toBe(100);
    await Promise.all(outcomes);
  });

  it('refuses who waited for some milliseconds in vain', async () => {
    const { admission, refusals } = full();
    await expect(admission.run(never)).rejects.toThrow(OverCapacity);
    expect(admission.state.waiting).toBe(0);
    expect(refusals).toHaveLength(1);
  });

  it('lets nobody wait any more when the queue has stood for longer than a burst, until nobody was refused for a while', async () => {
    let time = 0;
    const admission = new Admission({ now: () => time, random: () => 0, refused: () => undefined });
    const outcomes: string[] = [];
    const enter = (): void => {
      admission.enter(
        () => outcomes.push('in'),
        () => outcomes.push('refused'),
      );
    };
    const { limit } = admission.state;
    for (let i = 0; i < limit; i++) enter();
    enter();
    time = 19;
    enter();
    expect([outcomes.length, admission.state.waiting]).toEqual([limit, 2]);
    time = 20;
    enter();
    expect([outcomes.slice(limit), admission.state.waiting]).toEqual([['refused'], 2]);
    // The two have waited in vain.
    while (admission.state.waiting > 0) await sleep(1);
    time = 119;
    enter();
    expect([outcomes.length, admission.state.waiting]).toEqual([limit + 4, 0]);
    time = 219;
    enter();
    expect([outcomes.length, admission.state.waiting]).toEqual([limit + 4, 1]);
    while (admission.state.waiting > 0) await sleep(1);
  });

  it('lets in who waits, in turn, as soon as others are done', async () => {
    const { admission, ends } = full();
    const order: number[] = [];
    const waiting = [1, 2, 3].map((i) => admission.run(() => Promise.resolve(order.push(i))));
    for (const end of ends) end();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
  });

  it('gives back what is thrown, and counts a request as done once, however often that is said', async () => {
    const { admission, ends } = full();
    ends[0]!();
    ends[0]!();
    expect(admission.state.inFlight).toBe(admission.state.limit - 1);
    await expect(admission.run(() => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
    expect(admission.state.inFlight).toBe(admission.state.limit - 1);
  });
});
