import { type KeyObject, randomInt, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SearchEngine } from './search-engine';
import { indexShipped } from './shipped-catalogues';

export interface ShippedSearchOptions {
  /** Folder of catalogues, JSON lines, one file a domain. */
  readonly catalogues: URL;
  /** Folder of what is kept: indexes, rankers, feedback. Made if it is not there. */
  readonly data: string | URL;
  /** As `SearchEngineOptions`; empty for a file in the data folder. */
  readonly feedback: string;
  readonly policy: string;
  readonly shadowPolicy?: string;
  readonly retentionDays?: number;
  /** Seconds after which what is made of the log is kept again. */
  readonly keepSeconds?: number;
  readonly encoder: string;
  /** Of a request; strategies have nine tenths of it. */
  readonly deadlineMs: number;
  /** As `SearchEngineOptions`. */
  readonly swapShare?: number;
  readonly publicKey?: KeyObject;
}

/** How often changes of other processes are taken in: well within the second in which they are to be seen. */
const REFRESH_MS = 400;

/** A search engine with real time and randomness, over shipped catalogues and whatever else was indexed beside them. */
export async function openShippedSearch({
  catalogues,
  data,
  feedback,
  policy,
  shadowPolicy = '',
  retentionDays = 0,
  keepSeconds,
  encoder,
  deadlineMs,
  swapShare,
  publicKey,
}: ShippedSearchOptions): Promise<SearchEngine> {
  const folder = typeof data === 'string' ? data : fileURLToPath(data);
  const indexes = join(folder, 'indexes');
  const rankers = join(folder, 'rankers');
  for (const each of [indexes, rankers]) await mkdir(each, { recursive: true });
  await indexShipped(fileURLToPath(catalogues), indexes, encoder);
  const onError = (error: Error): void => {
    console.error(`search: ${error.name}: ${error.message}`);
  };
  const engine = await SearchEngine.open({
    ...{ indexes, rankers, policy, shadowPolicy, retentionDays, onError },
    feedback: feedback === '' ? join(folder, 'feedback.db') : feedback,
    ...(swapShare === undefined ? {} : { swapShare }),
    ...(publicKey === undefined ? {} : { publicKey }),
    ...(keepSeconds === undefined ? {} : { keepEveryMs: 1_000 * keepSeconds }),
    deadlineMs: 0.9 * deadlineMs,
    now: Date.now,
    newId: randomUUID,
    seed: () => randomInt(2 ** 32),
  });
  engine.refreshEvery(REFRESH_MS, onError);
  return engine;
}
