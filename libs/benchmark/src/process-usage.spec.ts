import { readUsage, secondsOf, usageFromPs } from './process-usage';

describe("another process's usage", () => {
  it('is what the process itself would say of its CPU time and memory', async () => {
    // Something to count.
    for (const end = performance.now() + 100; performance.now() < end;);
    const before = process.cpuUsage();
    const { cpuMs, residentBytes } = await readUsage(process.pid);
    const after = process.cpuUsage();
    expect(cpuMs).toBeGreaterThanOrEqual((before.user + before.system) / 1_000 - 20);
    expect(cpuMs).toBeLessThanOrEqual((after.user + after.system) / 1_000 + 20);
    expect(residentBytes).toBeGreaterThan(process.memoryUsage.rss() / 2);
    expect(residentBytes).toBeLessThan(process.memoryUsage.rss() * 2);
  });

  it('is the same from ps, in its own steps', async () => {
    const fromPs = await usageFromPs(process.pid).catch((error: unknown) => error as NodeJS.ErrnoException);
    // Not every machine with /proc has ps.
    if (fromPs instanceof Error) {
      expect(fromPs.code).toBe('ENOENT');
      return;
    }
    const { cpuMs, residentBytes } = await readUsage(process.pid);
    expect(Math.abs(fromPs.cpuMs - cpuMs)).toBeLessThan(2_000);
    expect(fromPs.residentBytes).toBeGreaterThan(residentBytes / 2);
  });

  it('cannot be read of a process that is not there', async () => {
    await expect(readUsage(2 ** 22 + 1)).rejects.toThrow();
  });
});

it.each([
  ['00:00:07', 7],
  ['01:02:03', 3_723],
  ['2-01:02:03', 176_523],
  ['0:01.25', 1.25],
  ['12:34.50', 754.5],
])('%s of ps is %d seconds', (text, seconds) => {
  expect(secondsOf(text)).toBeCloseTo(seconds, 9);
});
