import { type Fusion, minmax, plainQuery, reciprocalRank, weighted } from '@tiebreak/candidates';
import { printJson, say } from '../output';
import { Progress } from '../progress';
import { Refusal } from '../refusal';
import { openIndex } from './open-index';
import { strategiesOf } from './offline-strategies';
import { searchShipped } from './search-shipped';
import { readQueries, searchFused, writeRun } from './search-queries';
import type { FusionName } from './fusion-names';

export interface SearchFlags {
  readonly domain?: string;
  readonly device: string;
  readonly limit: number;
  readonly explain: boolean;
  readonly index?: string;
  readonly queries?: string;
  readonly strategies: readonly string[];
  readonly fusion: FusionName;
  readonly weights: Readonly<Record<string, number>>;
  readonly depth: number;
  readonly out?: string;
  readonly json: boolean;
}

const FUSIONS = { minmax, rrf: reciprocalRank } satisfies Record<FusionName, Fusion>;

/** `search`. @throws Refusal naming what is wrong with the query, the queries or the index */
export async function searchByQuery(query: string | undefined, flags: SearchFlags): Promise<void> {
  const { index, queries, out } = flags;
  if (query !== undefined) {
    if (queries !== undefined) throw new Refusal('--queries: expected a query or a file of them, got both');
    const { domain, device, limit, explain, json } = flags;
    await searchShipped({ query, domain, device, limit, explain, json });
    return;
  }
  for (const [flag, value] of Object.entries({ index, queries, out }))
    if (value === undefined) throw new Refusal(`--${flag}: expected it, or a query as an argument, got neither`);
  await searchMany(index!, queries!, out!, flags);
}

async function searchMany(folder: string, file: string, out: string, flags: SearchFlags): Promise<void> {
  const { depth, json } = flags;
  const queries = await readQueries(file);
  const index = await openIndex(folder);
  const progress = new Progress('searching');
  try {
    const generators = strategiesOf(index, flags.strategies);
    const fusion = weighted(FUSIONS[flags.fusion], flags.weights);
    const results: (readonly [string, Awaited<ReturnType<typeof searchFused>>])[] = [];
    const start = performance.now();
    for (const { id, text } of queries) {
      results.push([id, await searchFused({ generators, fusion, depth }, plainQuery(text))]);
      progress.show(results.length / queries.length);
    }
    const msPerQuery = (performance.now() - start) / queries.length;
    await writeRun(out, results, [...flags.strategies, flags.fusion].join('-'));
    progress.end();
    if (json) printJson({ queries: queries.length, msPerQuery, out });
    else say(`${out}: ${queries.length} queries, ${msPerQuery.toFixed(1)} ms each`);
  } finally {
    await index.close();
  }
}
