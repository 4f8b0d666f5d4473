import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serialize } from 'node:v8';
import { type Fusion, minmax, reciprocalRank } from '@tiebreak/candidates';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import { buildIndex, SearchIndex } from '@tiebreak/search-index';
import { type CandidateRanker, fusionRanker, priorRanker } from '@tiebreak/search-pipeline';
import { bootstrap, mean } from '@tiebreak/statistics';
import { describeWithData, FULL_SIZE, WORKSPACE } from './data';
import { markdownTable, publish } from './results';
import { CATALOGUE_FILES, filmActions, readFilms } from './search-path/film-catalogue';
import { JUDGEMENTS, readFilmJudgements } from './search-path/film-judgements';
import { type LeftOut, ndcgOf } from './search-path/leave-one-out';
import { FEATURES, searchAll, type SearchedQuery } from './search-path/searched-query';

/** In the size for CI, films that nobody judged beside those that somebody did. */
const OTHERS = 1_000;

/** The words' own list, and nothing else. */
const lexical: Fusion = (sources) => -(sources.find(({ strategy }) => strategy === 'lexical')?.rank ?? Infinity);
const words: Fusion = (sources) =>
  reciprocalRank(sources.filter(({ strategy }) => ['lexical', 'sparse', 'semantic'].includes(strategy)));
const RANKERS: readonly (readonly [string, CandidateRanker])[] = [
  ['lexical alone', fusionRanker('lexical', lexical)],
  ['reciprocal ranks of all strategies', fusionRanker('rrf', reciprocalRank)],
  ['reciprocal ranks of lexical, sparse and semantic', fusionRanker('rrf-words', words)],
  ['min-max average of all strategies', fusionRanker('minmax', minmax)],
  ['all strategies, ranked as before there is feedback', priorRanker(FEATURES.names)],
];

describeWithData(
  'the whole path of a search, on film queries that were judged',
  () => {
    let folder: string;
    let searched: SearchedQuery[];
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'search-path-'));
      const judgements = readFilmJudgements();
      const judged = new Set([...judgements.values()].flatMap((grades) => [...grades.keys()]));
      const films = FULL_SIZE ? readFilms() : fewer(readFilms(), judged);
      const encoder = FULL_SIZE ? 'sentence' : 'hashed';
      await buildIndex(each(films), join(folder, 'Video'), { encoder, actions: filmActions() });
      const index = await SearchIndex.open(join(folder, 'Video'));
      searched = await searchAll(index, judgements);
      await index.close();
    }, 1_800_000);
    afterAll(() => rm(folder, { recursive: true }));

    it('ranks better than words alone and than fused ranks, learned on the other queries', async () => {
      const learned = await learnApart(searched, folder);
      const values = new Map<string, number[]>();
      for (const [name, ranker] of RANKERS)
        values.set(name, await Promise.all(searched.map(async (query) => ndcgOf(query, await ranker.score(query)))));
      const rows = [...values].map(([name, of]) => [name, mean(of).toFixed(4), gain(learned.ndcgs, of)]);
      const table = markdownTable([
        ['', 'NDCG@10', 'whole path - this [95%]'],
        ...rows,
        ['all strategies, ranked by what was learned: the whole path', mean(learned.ndcgs).toFixed(4), ''],
      ]);
      const chosen = `Chosen inside the other folds: ${countsOf(learned.chosen.map((each) => JSON.stringify(each)))}.`;
      const found = mean(searched.map(({ grades, ideal }) => relevant(grades) / relevant(ideal)));
      const figures = `${table}\n\nOf a query's relevant films, strategies find ${found.toFixed(3)} on average. ${chosen}`;
      console.log(figures);
      if (FULL_SIZE) await publish('search-path', `${searched.length} queries.`, figures);
      for (const name of ['lexical alone', 'reciprocal ranks of all strategies'])
        expect(mean(learned.ndcgs)).toBeGreaterThan(mean(values.get(name)!));
    }, 1_200_000);
  },
  [...CATALOGUE_FILES, JUDGEMENTS],
);

async function learnApart(searched: readonly SearchedQuery[], folder: string): Promise<LeftOut> {
  const [queries, out] = ['queries', 'learned.json'].map((name) => join(folder, name)) as [string, string];
  await writeFile(queries, serialize(searched));
  const runner = join(WORKSPACE, 'tools/run-typescript.js');
  const script = join(WORKSPACE, 'tools/acceptance/search-path/learn-apart.ts');
  await promisify(execFile)(process.execPath, [runner, script, queries, out, FULL_SIZE ? 'all' : 'few']);
  return JSON.parse(await readFile(out, 'utf8')) as LeftOut;
}

/** Judged films, and some others from all over the catalogue. */
function fewer(films: readonly CatalogueEntity[], judged: ReadonlySet<string>): CatalogueEntity[] {
  const others = films.filter(({ id }) => !judged.has(id));
  const step = Math.floor(others.length / OTHERS);
  return [...films.filter(({ id }) => judged.has(id)), ...others.filter((_, i) => i % step === 0)];
}

async function* each<T>(values: Iterable<T>): AsyncGenerator<T> {
  for (const value of values) yield await Promise.resolve(value);
}

/** Mean difference, and its interval by bootstrap over queries. */
function gain(one: readonly number[], other: readonly number[]): string {
  const differences = one.map((value, i) => value - other[i]!);
  const { difference } = bootstrap({
    units: differences.length,
    seed: 1,
    statistic: (sampled) => ({ difference: mean(Array.from(sampled, (i) => differences[i]!)) }),
  });
  return `${mean(differences).toFixed(4)} [${difference.map((end) => end.toFixed(4)).join(', ')}]`;
}

function countsOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} times ${name}`).join(', ');
}

const relevant = (grades: Float64Array): number => grades.filter((grade) => grade > 0).length;
