import { medianRatio } from '@tiebreak/benchmark';
import { median } from '@tiebreak/statistics';
import { formatTable } from '../../output';
import type { EncoderTimes } from './encoder-times';
import { IN_FLIGHT, type RoundOfSearch, TURNS } from './measure-search';
import type { IndexCost } from './search-subject';

/** A measurement, and what it should be at most. */
export interface SearchLimit {
  readonly name: string;
  readonly value: number;
  readonly target: number;
}

/** What `tiebreak bench search --json` prints. */
export interface SearchReport {
  readonly entities: number;
  readonly rounds: number;
  readonly index: IndexCost;
  /** Medians of the rounds. */
  readonly subjects: readonly (RoundOfSearch & { readonly name: string })[];
  readonly limits: readonly SearchLimit[];
  /** Candidates that were ranked, in the median search. */
  readonly candidates: number;
  /** Absent when it was not asked for. */
  readonly sentenceEncoder?: EncoderTimes;
  /** The most memory that the process ever held, in bytes. */
  readonly peakBytes: number;
  readonly met: boolean;
}

const ALONE = `search, ${IN_FLIGHT[0]} in flight`;

export function searchReport(
  measured: ReadonlyMap<string, readonly RoundOfSearch[]>,
  rest: Pick<SearchReport, 'entities' | 'index' | 'candidates' | 'sentenceEncoder' | 'peakBytes'>,
): SearchReport {
  const p50s = (name: string): number[] => measured.get(name)!.map(({ p50Ms }) => p50Ms);
  const subjects = [...measured].map(([name, rounds]) => ({ name, ...medians(rounds) }));
  const floors = ['FTS5 alone', 'k-NN alone'].map(p50s);
  const slower = floors[0]!.map((_, round) => Math.max(...floors.map((floor) => floor[round]!)));
  const alone = subjects.find(({ name }) => name === ALONE)!;
  const limits = [
    { name: 'p50 over the slower floor', value: medianRatio(p50s(ALONE), slower), target: 2 },
    { name: 'p99 at one in flight, ms', value: alone.p99Ms, target: 30 },
    ...subjects
      .filter(({ name, loopP99Ms }) => loopP99Ms !== undefined && name !== TURNS)
      .map(({ name, loopP99Ms }) => ({ name: `event loop delay p99, ${name}, ms`, value: loopP99Ms!, target: 20 })),
  ];
  return {
    ...rest,
    rounds: slower.length,
    subjects,
    limits,
    met: limits.every(({ value, target }) => value <= target),
  };
}

function medians(rounds: readonly RoundOfSearch[]): RoundOfSearch {
  const names = Object.keys(rounds[0]!) as (keyof RoundOfSearch)[];
  const values = names.map((name) => [name, median(rounds.map((round) => round[name]!))]);
  return Object.fromEntries(values) as RoundOfSearch;
}

/** The figures as tables for people. */
export function searchTables(report: SearchReport): readonly (readonly string[])[][] {
  const { entities, rounds, index, subjects, limits, candidates, sentenceEncoder, peakBytes } = report;
  return [
    [
      ['', 'p50, ms', 'p99, ms', 'calls/s', 'event loop delay p99, ms'],
      ...subjects.map(({ name, p50Ms, p99Ms, rate, loopP99Ms }) => [
        name,
        p50Ms.toFixed(2),
        p99Ms.toFixed(2),
        rate.toFixed(0),
        loopP99Ms?.toFixed(1) ?? '',
      ]),
    ],
    [
      [`medians of ${rounds} rounds`, 'value', 'at most', ''],
      ...limits.map(({ name, value, target }) => [
        name,
        value.toFixed(2),
        String(target),
        value <= target ? 'met' : 'missed',
      ]),
    ],
    [
      ['', ''],
      ['entities', String(entities)],
      ['indexing, s', index.seconds.toFixed(1)],
      ['most memory while indexing, MB', (index.peakBytes / 1e6).toFixed(0)],
      ['most memory, MB', (peakBytes / 1e6).toFixed(0)],
      ['candidates ranked, median', candidates.toFixed(0)],
      ...(sentenceEncoder === undefined
        ? []
        : [
            ['sentence encoder, a query, ms', sentenceEncoder.firstMs.toFixed(2)],
            ['the same query again, ms', sentenceEncoder.againMs.toFixed(3)],
          ]),
    ],
  ];
}

/** The same as text. */
export function describeSearch(report: SearchReport): string {
  return searchTables(report).map(formatTable).join('\n\n');
}
