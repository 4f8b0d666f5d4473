import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { defineRankingFeatures, medianRow } from '@tiebreak/learning-to-rank';
import type { DataFile } from '@tiebreak/onnx-model';
import { writeRankerBundle } from '@tiebreak/ranker-model';
import { refusing } from '../refusal';
import type { LearnedRanker } from './learn-ranker';
import { type LibsvmQueries, toJudgedQueries } from './read-libsvm';

/** Where a bundle goes, and what it is called. */
export interface BundleFlags {
  readonly out: string;
  readonly domain: string;
  readonly name: string;
  readonly bundleVersion: string;
}

/** What a ranker was learned from. */
export interface TrainingFiles {
  readonly train: string;
  readonly queries: LibsvmQueries;
  readonly seed: number;
}

/**
 * Writes a ranker learned from LibSVM files as a bundle; its features have the names f1, f2, ..., as the files number them.
 * @param ndcg on the test file, by cut-off
 * @throws Refusal when the folder cannot be written
 */
export async function saveRanker(
  { out, domain, name, bundleVersion }: BundleFlags,
  { ranker, settings, tried }: LearnedRanker,
  { train, queries, seed }: TrainingFiles,
  ndcg: Readonly<Record<string, number>>,
  columns: number,
): Promise<void> {
  const schema = defineRankingFeatures(
    Array.from({ length: columns }, (_, column) => ({ name: `f${column + 1}`, version: 1 })),
  );
  const baseline = medianRow(toJudgedQueries(queries, columns).features, columns);
  const training = { settings, tried, queries: queries.sizes.length, candidates: queries.rows.length, test: { ndcg } };
  const details = { domain, name, version: bundleVersion, data: { train: await fileOf(train, queries.rows.length) } };
  await writeRankerBundle(out, { ranker, schema, baseline, seed, training }, details).catch(
    refusing(out, 'a folder that can be written'),
  );
}

async function fileOf(path: string, lines: number): Promise<DataFile> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { file: basename(path), sha256: hash.digest('hex'), lines };
}
