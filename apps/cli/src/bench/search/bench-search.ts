import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBareIndex } from '@tiebreak/search-index';
import { median } from '@tiebreak/statistics';
import { benchEntities } from './bench-catalogue';
import { DrawnQueries } from './drawn-queries';
import { sentenceEncoderTimes } from './encoder-times';
import { contenders, measureSearch, type SearchDurations } from './measure-search';
import { describeSearch, type SearchReport, searchReport } from './search-report';
import { indexed, openSubject, type SearchSubject } from './search-subject';
import { printJson, say } from '../../output';
import { Progress } from '../../progress';

export interface SearchBenchFlags {
  readonly entities: number;
  readonly seed: number;
  readonly quick: boolean;
  readonly json: boolean;
}

const FULL: SearchDurations = { rounds: 5, warmUp: 500, queries: 1_000 };
const QUICK: SearchDurations = { rounds: 2, warmUp: 50, queries: 150 };
/** Queries whose time in the sentence encoder is measured, and whose candidates are counted. */
const SAMPLED = 100;

/** `bench search`. */
export async function benchSearch({ json, ...flags }: SearchBenchFlags): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiebreak-bench-'));
  try {
    const report = await measure(folder, flags);
    if (json) printJson(report);
    else say(describeSearch(report));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(
  folder: string,
  { entities, seed, quick }: Omit<SearchBenchFlags, 'json'>,
): Promise<SearchReport> {
  const durations = quick ? QUICK : FULL;
  const place = join(folder, 'index');
  const drawn = new DrawnQueries();
  const indexing = new Progress('indexing');
  const index = await indexed(
    benchEntities(entities, seed, (entity) => {
      drawn.add(entity);
    }),
    place,
    indexing.show,
  ).finally(() => {
    indexing.end();
  });
  const queries = drawn.draw(durations.warmUp + durations.rounds * durations.queries, seed);
  const subject = await openSubject(place, folder);
  const bare = await openBareIndex(place);
  const progress = new Progress('measuring');
  try {
    const measured = await measureSearch(contenders(subject, bare), queries, durations, progress.show);
    return searchReport(measured, {
      ...{ entities, index },
      candidates: await candidatesOf(subject, queries.slice(0, SAMPLED)),
      sentenceEncoder: await sentenceEncoderTimes(queries.slice(0, SAMPLED)),
      peakBytes: process.resourceUsage().maxRSS * 1_024,
    });
  } finally {
    progress.end();
    bare.close();
    await subject.close();
  }
}

/** How many candidates are ranked in the median search. */
async function candidatesOf(subject: SearchSubject, queries: readonly string[]): Promise<number> {
  const counts: number[] = [];
  for (const query of queries) counts.push(await subject.candidates(query));
  return median(counts);
}
