import { medianRatio, type ProcessUsage } from '@tiebreak/benchmark';
import { median } from '@tiebreak/statistics';
import { formatTable } from '../output';
import type { InProcessTimes } from './in-process-main';
import type { Measured, RoundFigures } from './measure';
import type { Subject } from './subjects';

/** A subject's medians over the rounds. */
export interface SubjectFigures extends RoundFigures {
  readonly name: string;
}

/** How a measurement stands to its floor. */
export interface Ratio {
  readonly name: string;
  /** Median of the rounds' ratios. */
  readonly ratio: number;
  /** Absent where nothing is asked for. */
  readonly target?: number;
  /** What it should come to one day. */
  readonly aim?: number;
}

/** What `tiebreak bench serve --json` prints. */
export interface BenchReport {
  readonly rounds: number;
  readonly subjects: readonly SubjectFigures[];
  readonly inProcess: InProcessTimes;
  readonly ratios: readonly Ratio[];
  /** Resident memory of one process with log-linear bundles, after all rounds, in bytes. */
  readonly memory: { readonly aggregator: number; readonly domain: number };
  /** Whether every ratio that has a target is within it. */
  readonly met: boolean;
}

/** Figures of a subject over those of its floor, and what they should be at most. */
const LIMITS: readonly {
  readonly subject: string;
  readonly figure: 'cpuUs' | 'p50Ms' | 'p99Ms';
  readonly name: string;
  readonly target: number;
  readonly aim?: number;
}[] = [
  { subject: 'music', figure: 'cpuUs', name: 'CPU a request, domain over echo', target: 2, aim: 1.5 },
  { subject: 'aggregator', figure: 'cpuUs', name: 'CPU a request, aggregator over relay', target: 1.5, aim: 1.3 },
  { subject: 'aggregator', figure: 'p50Ms', name: 'p50 with one in flight, aggregator over relay', target: 1.5 },
  { subject: 'aggregator', figure: 'p99Ms', name: 'p99 at half of capacity, aggregator over relay', target: 2 },
];
const IN_PROCESS_TARGET = 3;

export function benchReport(
  measured: Measured,
  inProcess: readonly InProcessTimes[],
  usage: Readonly<Record<'aggregator' | 'domain', ProcessUsage>>,
): BenchReport {
  const ratios = [
    ...LIMITS.map(({ subject, ...limit }) => ratioOf(measured, subject, limit)),
    ...LIMITS.map(({ subject, figure, name }) =>
      ratioOf(measured, `${subject}, blend`, { figure, name: `${name}, blend` }),
    ),
    {
      name: 'in process, Resolve over bare ONNX Runtime',
      ratio: medianRatio(
        inProcess.map(({ resolveUs }) => resolveUs),
        inProcess.map(({ bareUs }) => bareUs),
      ),
      target: IN_PROCESS_TARGET,
    },
  ];
  return {
    rounds: inProcess.length,
    subjects: [...measured].map(([{ name }, rounds]) => ({ name, ...medians(rounds) })),
    inProcess: medians(inProcess),
    ratios,
    memory: { aggregator: usage.aggregator.residentBytes, domain: usage.domain.residentBytes },
    met: ratios.every(({ ratio, target = Infinity }) => ratio <= target),
  };
}

function ratioOf(
  measured: Measured,
  name: string,
  { figure, ...limit }: { readonly figure: keyof RoundFigures; readonly name: string },
): Ratio {
  const find = (wanted: string): readonly [Subject, readonly RoundFigures[]] =>
    [...measured].find(([subject]) => subject.name === wanted)!;
  const [{ floor }, rounds] = find(name);
  const [, floorRounds] = find(floor!);
  const of = (figures: readonly RoundFigures[]): number[] => figures.map((round) => round[figure]);
  return { ...limit, ratio: medianRatio(of(rounds), of(floorRounds)) };
}

/** The median of each figure by itself. */
function medians<Figures extends object>(rounds: readonly Figures[]): Figures {
  const names = Object.keys(rounds[0]!) as (keyof Figures)[];
  const values = names.map((name) => [name, median(rounds.map((round) => round[name] as number))]);
  return Object.fromEntries(values) as Figures;
}

/** The figures as tables for people. */
export function benchTables({
  rounds,
  subjects,
  inProcess,
  ratios,
  memory,
}: BenchReport): readonly (readonly string[])[][] {
  return [
    [
      ['', 'CPU, us', 'of it own', 'calls/s', 'p50, ms', 'p99 at half, ms', 'bytes asked', 'answered', 'failed'],
      ...subjects.map(({ name, cpuUs, ownCpuUs, capacity, p50Ms, p99Ms, requestBytes, replyBytes, failed }) => [
        name,
        cpuUs.toFixed(0),
        ownCpuUs.toFixed(0),
        capacity.toFixed(0),
        p50Ms.toFixed(2),
        p99Ms.toFixed(2),
        requestBytes.toFixed(0),
        replyBytes.toFixed(0),
        String(failed),
      ]),
    ],
    [
      [`medians of ${rounds} rounds`, 'ratio', 'target', 'aim', ''],
      ...ratios.map(({ name, ratio, target, aim }) => [
        name,
        ratio.toFixed(2),
        target === undefined ? '' : target.toFixed(1),
        aim === undefined ? '' : aim.toFixed(1),
        target === undefined ? '' : ratio <= target ? 'met' : 'missed',
      ]),
    ],
    [
      ['in process', ''],
      ['Resolve, us', inProcess.resolveUs.toFixed(0)],
      ['three bare calls, us', inProcess.bareUs.toFixed(0)],
      ['memory of an aggregator, MB', (memory.aggregator / 1e6).toFixed(0)],
      ['memory of a domain, MB', (memory.domain / 1e6).toFixed(0)],
    ],
  ];
}

/** The same as text. */
export function describeBench(report: BenchReport): string {
  return benchTables(report).map(formatTable).join('\n\n');
}
