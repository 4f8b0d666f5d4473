import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type LineOutcome, lineOutcome, type RankedIndex } from '@tiebreak/evaluation';
import { byScore, type ReferenceUtterance } from '@tiebreak/interpretation';
import type { TrainingOptions } from '@tiebreak/training';
import { WORKSPACE } from './data';
import type { LINE_DRAWS } from './line-draws';

/** The shipped domains. */
export const DOMAINS = ['Books', 'Music', 'Video'] as const;

/** One training on the data beside a checkout. */
export interface TrainingJob {
  /** One of the shipped domains, or 'All' for the joint ranker. */
  readonly domain: string;
  /** Those that are left out are what ships. */
  readonly options: Pick<TrainingOptions, 'kind' | 'seed'> & Partial<Omit<TrainingOptions, 'onProgress'>>;
  /** Other lines than those of the files. */
  readonly draw?: { readonly how: keyof typeof LINE_DRAWS; readonly seed: number };
  /** Folder for the bundle. */
  readonly bundle?: string;
  /** File whose lines are scored, and where their scores go. */
  readonly score?: { readonly data: string; readonly out: string };
}

/** What one model says of a line: the hypotheses that it scores, by their places. */
export type LineScores = readonly RankedIndex[];

/** Two cores, two trainings. */
const AT_ONCE = 2;

/** Runs jobs in processes of their own. */
export async function runJobs(jobs: readonly TrainingJob[]): Promise<void> {
  const waiting = [...jobs];
  const runner = join(WORKSPACE, 'tools/run-typescript.js');
  const worker = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      const script = join(WORKSPACE, 'tools/acceptance/train-apart.ts');
      await promisify(execFile)(process.execPath, [runner, script, JSON.stringify(job)]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Trains each domain alone and merges what the models say of every line. */
export async function mergedOutcomes(
  job: Omit<TrainingJob, 'domain' | 'bundle' | 'score'>,
  data: string,
  lines: readonly ReferenceUtterance[],
  domains: readonly string[] = DOMAINS,
): Promise<LineOutcome[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tiebreak-scores-'));
  const out = (domain: string): string => join(folder, `${domain}.json`);
  await runJobs(domains.map((domain) => ({ ...job, domain, score: { data, out: out(domain) } })));
  const scores = await Promise.all(
    domains.map(async (domain) => JSON.parse(await readFile(out(domain), 'utf8')) as LineScores[]),
  );
  await rm(folder, { recursive: true });
  return lines.map((line, i) => {
    // Line order decides between equals.
    const ranked = scores.flatMap((ofDomain) => ofDomain[i]!).sort((a, b) => a.index - b.index);
    return lineOutcome(line, byScore(ranked))!;
  });
}
