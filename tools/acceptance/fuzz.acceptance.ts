import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FULL_SIZE, WORKSPACE } from './data';
import type { FuzzReport } from './fuzz-target';
import { markdownTable, publish } from './results';

/** In all a million, or fifty thousand in CI. Bundles take some ten milliseconds each. */
const [MESSAGES, BUNDLES] = FULL_SIZE ? [984_000, 16_000] : [49_000, 1_000];
const LIMITS = { ms: 1_000, bytes: 1e9 };

describe('damaged input', () => {
  it('crashes nothing, hangs nothing, holds no memory, and is refused in the words of its reader', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        ...[join(WORKSPACE, 'tools/run-typescript.js'), join(WORKSPACE, 'tools/acceptance/fuzz-target.ts')],
        ...['1', String(MESSAGES), String(BUNDLES), join(WORKSPACE, 'apps/music/model')],
      ],
      { maxBuffer: 2 ** 30 },
    );
    const { reports, peakBytes } = JSON.parse(stdout) as { reports: FuzzReport[]; peakBytes: number };
    const figures = `${markdownTable([
      ['damaged', 'inputs', 'accepted', 'refused', 'slowest, ms'],
      ...reports.map(({ target, inputs, accepted, refused, slowestMs }) => [
        target,
        ...[inputs, accepted, refused].map(String),
        slowestMs.toFixed(0),
      ]),
    ])}\n\nPeak memory ${(peakBytes / 1e6).toFixed(0)} MB.`;
    console.log(figures);
    if (FULL_SIZE)
      await publish('fuzz', 'bytes changed, flipped, cut, repeated or noise; digests made to fit.', figures);
    expect(reports.flatMap(({ faults }) => faults)).toEqual([]);
    for (const { inputs, accepted, refused, slowestMs } of reports) {
      expect(accepted + refused).toBe(inputs);
      // Both happen, so the input is neither all noise nor unharmed.
      expect(Math.min(accepted, refused)).toBeGreaterThan(0);
      expect(slowestMs).toBeLessThan(LIMITS.ms);
    }
    expect(peakBytes).toBeLessThan(LIMITS.bytes);
  }, 3_600_000);
});
