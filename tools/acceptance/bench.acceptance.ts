import { availableParallelism } from 'node:os';
import { FULL_SIZE } from './data';
import { markdownTable, publish } from './results';
import { tiebreakJson } from './tiebreak';

interface BenchReport {
  readonly rounds: number;
  readonly subjects: readonly {
    readonly name: string;
    readonly cpuUs: number;
    readonly ownCpuUs: number;
    readonly capacity: number;
    readonly p50Ms: number;
    readonly p99Ms: number;
    readonly failed: number;
  }[];
  readonly inProcess: { readonly resolveUs: number; readonly bareUs: number };
  readonly ratios: readonly {
    readonly name: string;
    readonly ratio: number;
    readonly target?: number;
    readonly aim?: number;
  }[];
  readonly memory: { readonly aggregator: number; readonly domain: number };
  readonly met: boolean;
}

describe('services beside their floors', () => {
  it('fail no call, and are as near to them as is asked for', async () => {
    const report = await tiebreakJson<BenchReport>('bench', 'serve', ...(FULL_SIZE ? [] : ['--quick']));
    const names = ['echo', 'music', 'music, blend', 'relay', 'aggregator', 'aggregator, blend'];
    expect(report.subjects.map(({ name, failed }) => [name, failed])).toEqual(names.map((name) => [name, 0]));
    for (const { cpuUs, ownCpuUs, capacity, p50Ms, p99Ms } of report.subjects)
      for (const value of [cpuUs, ownCpuUs, capacity, p50Ms, p99Ms]) expect(value).toBeGreaterThan(0);
    const cpu = (name: string) => report.subjects.find((subject) => subject.name === name)!;
    expect(cpu('music').ownCpuUs).toBe(cpu('music').cpuUs);
    expect(cpu('aggregator').ownCpuUs).toBeLessThan(cpu('aggregator').cpuUs);
    expect(report.ratios).toHaveLength(9);
    for (const { ratio } of report.ratios) expect(ratio).toBeGreaterThan(0);
    const limited = report.ratios.filter(({ target }) => target !== undefined);
    expect(limited.map(({ target }) => target)).toEqual([2, 1.5, 1.5, 2, 3]);
    expect(report.met).toBe(limited.every(({ ratio, target }) => ratio <= target!));
    // CI shares its machine, and times nothing.
    if (!FULL_SIZE) return;
    await publish(
      'bench',
      `medians of ${report.rounds} rounds on ${availableParallelism()} cores, Node ${process.version}.`,
      figuresOf(report),
    );
    expect(report.ratios.filter(({ ratio, target = Infinity }) => ratio > target)).toEqual([]);
  }, 600_000);
});

function figuresOf({ subjects, inProcess, ratios, memory }: BenchReport): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  return [
    markdownTable([
      ['', 'CPU a call, us', 'of it in the process called', 'calls/s', 'p50 alone, ms', 'p99 at half of capacity, ms'],
      ...subjects.map(({ name, cpuUs, ownCpuUs, capacity, p50Ms, p99Ms }) => [
        name,
        ...[cpuUs, ownCpuUs, capacity].map((value) => value.toFixed(0)),
        ...[p50Ms, p99Ms].map((value) => value.toFixed(2)),
      ]),
    ]),
    markdownTable([
      ['', 'ratio', 'at most', 'aim'],
      ...ratios.map(({ name, ratio, target, aim }) => [
        name,
        ratio.toFixed(2),
        ...[target, aim].map((value) => value?.toFixed(1) ?? ''),
      ]),
    ]),
    `In process, a Resolve takes ${inProcess.resolveUs.toFixed(0)} us and the three bare calls ${inProcess.bareUs.toFixed(0)} us. ` +
      `After all rounds an aggregator's process holds ${megabytes(memory.aggregator)} MB, a domain's ${megabytes(memory.domain)} MB.`,
  ].join('\n\n');
}
