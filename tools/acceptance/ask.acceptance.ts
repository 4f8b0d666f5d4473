import { availableParallelism } from 'node:os';
import { FULL_SIZE } from './data';
import { markdownTable, publish } from './results';
import { tiebreakJson } from './tiebreak';

/** What `tiebreak bench ask --json` prints. */
interface AskBench {
  readonly rounds: number;
  readonly searched: number;
  readonly askP50Ms: number;
  readonly askP99Ms: number;
  readonly hopsP50Ms: number;
  readonly hopsP99Ms: number;
  readonly ratio: number;
  readonly target: number;
}

describe('an ask beside its hops', () => {
  it('answers every wish in all its hops, in at most one and a half of their time', async () => {
    const report = await tiebreakJson<AskBench>('bench', 'ask', ...(FULL_SIZE ? [] : ['--quick']));
    // Without searches it would be another ask.
    expect(report.searched).toBeGreaterThan(0);
    // CI shares its machine, and times nothing.
    if (!FULL_SIZE) return;
    const { rounds, searched, ratio, target } = report;
    const row = (name: string, p50: number, p99: number): string[] => [name, p50.toFixed(2), p99.toFixed(2)];
    await publish(
      'ask',
      `medians of ${rounds} rounds on ${availableParallelism()} cores, Node ${process.version}.`,
      [
        markdownTable([
          ['', 'p50, ms', 'p99, ms'],
          row('`POST /v1/ask`', report.askP50Ms, report.askP99Ms),
          row('its hops over gRPC, one after the other', report.hopsP50Ms, report.hopsP99Ms),
        ]),
        `The p50 of an ask is ${ratio.toFixed(2)} times that of its hops (at most ${target}); ${(100 * searched).toFixed(0)}% of the wishes came to a search.`,
      ].join('\n\n'),
    );
    expect(ratio).toBeLessThanOrEqual(target);
  }, 900_000);
});
