// Writes a table for `tiebreak simulate` from real queries over real catalogues: make-query-table OUT COUNT SEED WORKS, with so many
// queries of each kind over so many works of each domain, the best known. In a process of its own, because the realm in which
// Jest runs tests makes number crunching three times as slow.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TableQuery } from '@tiebreak/bandit';
import { DEFAULT_PROJECTIONS, PredictionTable, QueryMemory } from '@tiebreak/feedback';
import {
  decisionContext,
  decisionSpace,
  generatorsOf,
  lookUp,
  STRATEGIES,
  StrategyRecords,
} from '@tiebreak/search-engine';
import { buildIndex, SearchIndex } from '@tiebreak/search-index';
import { seededRandom } from '@tiebreak/statistics';
import { understandQuery } from '@tiebreak/understanding';
import { tableFile } from '../bandit/made-up-table';
import { wantedQueries, type WantedQuery } from './wanted-queries';
import { bestKnown, books, films, type Works } from './works';

/** What came out last answers none of these queries. */
const RUN = STRATEGIES.filter((name) => name !== 'fresh');
/** What nothing is known of here: when and by whom it was asked, and how strategies did before. */
const CONSTANT = /^(?:device_|hour_|history|past_success)/;
const DEPTH = 100;

const [out, count, seed, most] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'tiebreak-works-'));
try {
  const works = [films(), books()].map((all) => bestKnown(all, Number(most)));
  const drawn = wantedQueries(works[0]!, works[1]!, Number(count), Number(seed));
  const lines: TableQuery[] = [];
  for (const each of works) {
    const own = drawn.filter(({ domain }) => domain === each.domain);
    lines.push(...(await searchAll(each, seededRandom(Number(seed)).shuffle(own), lines.length)));
  }
  const { queryFeatures, strategyFeatures } = decisionSpace(RUN);
  const kept = (names: readonly string[]): number[] => names.flatMap((name, i) => (CONSTANT.test(name) ? [] : [i]));
  const [ofQueries, ofStrategies] = [kept(queryFeatures), kept(strategyFeatures)];
  const table = {
    space: {
      strategies: RUN,
      queryFeatures: [...ofQueries.map((i) => queryFeatures[i]!), 'books'],
      strategyFeatures: ofStrategies.map((i) => strategyFeatures[i]!),
    },
    queries: lines.map(({ context, ...line }) => ({
      ...line,
      context: {
        ...context,
        // A service has a policy for each catalogue; here one policy knows which is searched.
        query: [...ofQueries.map((i) => context.query[i]!), line.group!.startsWith('Books') ? 1 : 0],
        strategies: context.strategies.map((features) => ofStrategies.map((i) => features[i]!)),
      },
    })),
  };
  writeFileSync(out!, tableFile(table));
} finally {
  rmSync(folder, { recursive: true });
}

/** What every strategy has for each query, searched once a text, with what is known of it before. */
async function searchAll(works: Works, queries: readonly WantedQuery[], first: number): Promise<TableQuery[]> {
  const path = join(folder, works.domain);
  await buildIndex(each(works.entities), path, { encoder: 'hashed', actions: each(works.actions) });
  const index = await SearchIndex.open(path);
  const vocabulary = await index.vocabulary();
  const memory = new QueryMemory(DEFAULT_PROJECTIONS.memory);
  const entities = [];
  for await (const entity of index.scan()) entities.push(entity);
  // Nobody has acted yet: the memory holds what it predicts, and nothing else.
  memory.predicted = PredictionTable.from(entities);
  const records = new StrategyRecords();
  const generators = generatorsOf(index, { memory })
    .filter(({ name }) => (RUN as readonly string[]).includes(name))
    .map((generator) => records.recording(generator, () => performance.now()));
  const searched = new Map<string, Pick<TableQuery, 'context'> & { readonly lists: readonly (readonly string[])[] }>();
  const found: TableQuery[] = [];
  for (const { kind, text, wanted } of queries) {
    let known = searched.get(text);
    if (known === undefined) {
      const { domain } = works;
      const asked = { domain, text, intent: '', slots: [], context: { device: '', attributes: {} }, userId: '', at: 0 };
      const query = { ...asked, understanding: understandQuery(asked, vocabulary) };
      const context = decisionContext(
        query,
        RUN,
        records,
        lookUp(query, vocabulary, { memory, history: { recent: () => [] } }),
      );
      const lists = [];
      for (const generator of generators)
        lists.push((await generator.generate(query, DEPTH, AbortSignal.timeout(60_000))).map(({ id }) => id));
      searched.set(text, (known = { context, lists }));
    }
    const { context, lists } = known;
    const ranks = lists.map((ids) => ids.slice(0, DEPTH).indexOf(wanted) + 1);
    found.push({ id: `q${first + found.length}`, kind, group: `${works.domain}: ${text}`, context, ranks });
  }
  await index.close();
  return found;
}

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  for (const value of values) yield await Promise.resolve(value);
}
