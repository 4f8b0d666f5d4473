import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainQuery } from '@tiebreak/candidates';
import { generatorsOf } from '@tiebreak/search-engine';
import { SearchIndex } from '@tiebreak/search-index';
import { bootstrap, mean } from '@tiebreak/statistics';
import { describeWithData, FULL_SIZE } from './data';
import { markdownTable, publish } from './results';
import {
  chooseFusion,
  DEPTH,
  type FusionSettings,
  type ListsOfQuery,
  type SearchedCollection,
  valuesOfHalf,
} from './retrieval/choose-fusion';
import { type Collection, COLLECTIONS, MEASURES, readJudgements, readRun } from './retrieval/collections';
import { tiebreak } from './tiebreak';

/** What BM25 has to reach, by the collection's measure. */
const BM25: Readonly<Record<string, number>> = { cacm: 0.305, cranfield: 0.36, cisi: 0.34 };
const STRATEGIES = ['lexical', 'sparse', 'expanded'];
const LEXICAL: FusionSettings = { fusion: 'minmax', weights: { lexical: 1 } };
/** The fusion is to be better by this in so many collections. */
const [LEAST_GAIN, LEAST_COLLECTIONS] = [0.01, 2];

describeWithData(
  'searching documents that were judged',
  () => {
    let folder: string;
    const indexOf = ({ name }: Collection): string => join(folder, name);
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'retrieval-'));
      for (const collection of COLLECTIONS)
        await tiebreak('index', '--from', collection.docs, '--encoder', 'none', '--out', indexOf(collection));
    }, 1_800_000);
    afterAll(() => rm(folder, { recursive: true }));

    it.each(COLLECTIONS)(
      'finds by words what published BM25 finds: $name',
      async (collection) => {
        const run = join(folder, `${collection.name}.run`);
        await tiebreak(
          ...['search', '--index', indexOf(collection), '--queries', collection.queries, '--strategies', 'lexical'],
          ...['--depth', String(DEPTH), '--out', run],
        );
        const { name, measure } = collection;
        const ranked = await readRun(run);
        const values = [...(await readJudgements(collection.qrels))].map(([query, docs]) =>
          MEASURES[measure](ranked.get(query) ?? [], docs),
        );
        console.log(`${name}: ${measure} ${mean(values).toFixed(4)}`);
        expect(mean(values)).toBeGreaterThanOrEqual(BM25[name]!);
      },
      120_000,
    );

    if (FULL_SIZE)
      it('finds more by several strategies together, chosen on other queries', async () => {
        const searched = await Promise.all(COLLECTIONS.map((collection) => searchAll(collection, indexOf(collection))));
        const chosen = chooseFusion(searched);
        const gains = searched.map((collection) => {
          const [fused, lexical] = [chosen, LEXICAL].map((settings) => valuesOfHalf(collection, 1, settings));
          const differences = fused!.map((value, i) => value - lexical![i]!);
          const { gain } = bootstrap({
            units: differences.length,
            seed: 1,
            statistic: (sampled) => ({ gain: mean(Array.from(sampled, (i) => differences[i]!)) }),
          });
          return {
            ...collection.collection,
            fused: mean(fused!),
            lexical: mean(lexical!),
            gain: mean(differences),
            interval: gain,
          };
        });
        const rows = gains.map(({ name, measure, fused, lexical, gain, interval }) => [
          `${name}, ${measure}`,
          lexical.toFixed(4),
          fused.toFixed(4),
          `${gain.toFixed(4)} [${interval.map((end) => end.toFixed(4)).join(', ')}]`,
        ]);
        const table = markdownTable([['', 'lexical', 'fused', 'difference [95%]'], ...rows]);
        const words = `Chosen: ${JSON.stringify(chosen)}.`;
        console.log(`${table}\n${words}`);
        await publish('retrieval', 'the half of the queries that nothing was chosen on.', `${table}\n\n${words}`);
        for (const { gain } of gains) expect(gain).toBeGreaterThanOrEqual(0);
        expect(gains.filter(({ gain }) => gain >= LEAST_GAIN).length).toBeGreaterThanOrEqual(LEAST_COLLECTIONS);
      }, 600_000);
  },
  COLLECTIONS.flatMap(({ docs, queries, qrels }) => [docs, queries, qrels]),
);

/** What each strategy finds for every query. */
async function searchAll(collection: Collection, folder: string): Promise<SearchedCollection> {
  const index = await SearchIndex.open(folder);
  const generators = generatorsOf(index).filter(({ name }) => STRATEGIES.includes(name));
  const lists = new Map<string, ListsOfQuery>();
  const { signal } = new AbortController();
  for (const line of (await readFile(collection.queries, 'utf8')).trim().split('\n')) {
    const { id, text } = JSON.parse(line) as { readonly id: string; readonly text: string };
    const found = generators.map(
      async (generator) => [generator.name, await generator.generate(plainQuery(text), DEPTH, signal)] as const,
    );
    lists.set(id, new Map(await Promise.all(found)));
  }
  await index.close();
  return { collection, lists, judgements: await readJudgements(collection.qrels) };
}
