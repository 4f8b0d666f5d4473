import { Hedge } from './hedge';

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A hedge that has seen answers of 2 ms, and the attempts made through it since. */
async function warmed() {
  let clock = 0;
  const hedges: number[] = [];
  const hedge = new Hedge(
    () => clock,
    () => hedges.push(hedges.length),
  );
  // 32 answers set the wait, and each saves a twentieth of a second call.
  for (let i = 0; i < 64; i++)
    await hedge.run(() => {
      clock += 2;
      return Promise.resolve('quick');
    }, 1_000);
  return { hedge, hedges };
}

describe('a hedged call', () => {
  it('is made once while calls are quick', async () => {
    const { hedges } = await warmed();
    expect(hedges).toEqual([]);
  });

  it('is made again when it is slow; the first answer counts, and the other call is ended', async () => {
    const { hedge } = await warmed();
    const ended: number[] = [];
    let attempts = 0;
    const answer = await hedge.run(async (signal) => {
      const attempt = ++attempts;
      signal.addEventListener('abort', () => ended.push(attempt));
      if (attempt === 1) await later(200);
      return `from ${attempt}`;
    }, 1_000);
    expect(answer).toBe('from 2');
    expect(ended).toEqual([1, 2]);
  });

  it('fails with what the first call says when both fail, and answers when only the first one does', async () => {
    const { hedge } = await warmed();
    let attempts = 0;
    const failing = async (failures: number[]): Promise<string> => {
      const attempt = ++attempts;
      await later(attempt === 1 ? 30 : 60);
      if (failures.includes(attempt)) throw new Error(`failure ${attempt}`);
      return 'answered';
    };
    await expect(hedge.run(() => failing([1, 2]), 1_000)).rejects.toThrow('failure 1');
    attempts = 0;
    await expect(hedge.run(() => failing([1]), 1_000)).resolves.toBe('answered');
  });

  it('is not made again when the caller has no time for it', async () => {
    const { hedge, hedges } = await warmed();
    await hedge.run(() => later(20), 2);
    expect(hedges).toEqual([]);
  });

  it('is made again for at most one call in twenty, however slow they all are', async () => {
    const { hedge, hedges } = await warmed();
    const saved = 64 / 20;
    const calls = 200;
    await Promise.all(Array.from({ length: calls }, () => hedge.run(() => later(40), 1_000)));
    expect(hedges.length).toBeGreaterThan(0);
    expect(hedges.length).toBeLessThanOrEqual(saved + calls / 20);
  });
});
