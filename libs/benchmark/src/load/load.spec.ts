import { setTimeout as sleep } from 'node:timers/promises';
import { runLoad } from './load';

describe('an open load', () => {
  it('sends what was planned, however slow the answers', async () => {
    let sent = 0;
    const report = await runLoad({ kind: 'open', rate: 500, ms: 200 }, async () => {
      sent++;
      await sleep(100);
    });
    expect(sent).toBe(100);
    expect(report.answered).toBe(100);
    // One after the other they would take ten seconds.
    expect(report.seconds).toBeLessThan(5);
  });

  it('counts the wait of requests that came due while nothing could be sent', async () => {
    const report = await runLoad({ kind: 'open', rate: 1_000, ms: 100 }, (i) => {
      // A sender that is held up for 300 ms once, by the 10th request; 90 more come due meanwhile.
      if (i === 10) for (const end = performance.now() + 300; performance.now() < end;);
      return Promise.resolve();
    });
    expect(report.latencies.p50).toBeGreaterThan(200);
    expect(report.lateness.p50).toBeGreaterThan(200);
  });

  it('sends nothing before it is due', async () => {
    const times: number[] = [];
    const start = performance.now();
    await runLoad({ kind: 'open', rate: 100, ms: 100 }, () => {
      times.push(performance.now() - start);
      return Promise.resolve();
    });
    times.forEach((time, i) => {
      expect(time).toBeGreaterThanOrEqual(10 * i);
    });
  });
});

describe('a closed load', () => {
  it('keeps as many calls in flight as it has callers, and no more', async () => {
    let inFlight = 0;
    let most = 0;
    const report = await runLoad({ kind: 'closed', inFlight: 7, ms: 100 }, async () => {
      most = Math.max(most, ++inFlight);
      await sleep(5);
      inFlight--;
    });
    expect(most).toBe(7);
    expect(inFlight).toBe(0);
    expect(report.lateness.slowest).toBe(0);
  });

  it('counts failed calls apart, and not in the latencies', async () => {
    const report = await runLoad({ kind: 'closed', inFlight: 2, ms: 50 }, async (i) => {
      await sleep(i % 2 === 0 ? 1 : 20);
      if (i % 2 !== 0) throw new Error('no');
    });
    expect(report.failed).toBeGreaterThan(0);
    expect(report.answered).toBeGreaterThan(0);
    const onlyFailed = await runLoad({ kind: 'closed', inFlight: 1, ms: 1 }, () => Promise.reject(new Error('no')));
    expect(onlyFailed).toMatchObject({ answered: 0, latencies: { p50: NaN, p99: NaN, slowest: NaN } });
  });
});
