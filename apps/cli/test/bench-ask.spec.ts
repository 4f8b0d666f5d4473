import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { startLineNlu } from '@tiebreak/conformance';
import { readLabelledUtterance } from '@tiebreak/interpretation';
import type { AskReport } from '../src/bench/ask/ask-report';
import { tiebreak } from './tiebreak';

const EXAMPLES = fileURLToPath(new URL('../../../examples/play-mary-poppins.jsonl', import.meta.url));

describe('tiebreak bench ask', () => {
  it('measures an ask and its hops, over the services as they are built and an NLU that runs already', async () => {
    const lines = readFileSync(EXAMPLES, 'utf8').trim().split('\n');
    const nlu = await startLineNlu(
      lines.flatMap((line) => {
        const reading = readLabelledUtterance(JSON.parse(line));
        return reading.ok ? [reading.value] : [];
      }),
    );
    const flags = ['--nlu', nlu.address, '--data', EXAMPLES, '--quick', '--json'];
    const { code, stdout, stderr } = await tiebreak(['bench', 'ask', ...flags]);
    nlu.close();
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as AskReport;
    for (const [p50, p99] of [
      [report.askP50Ms, report.askP99Ms],
      [report.hopsP50Ms, report.hopsP99Ms],
    ] as const) {
      expect(p50).toBeGreaterThan(0);
      expect(p99).toBeGreaterThanOrEqual(p50);
    }
    expect(report).toMatchObject({ rounds: 2, target: 1.5, met: report.ratio <= 1.5 });
    expect(report.searched).toBeGreaterThanOrEqual(0);
    expect(report.searched).toBeLessThanOrEqual(1);
    // Each wish of both rounds and of the warm-up is interpreted twice.
    expect(nlu.asked).toHaveLength(2 * (20 + 2 * 40));
  }, 300_000);
});
