import { DEFAULT_PROJECTIONS, PredictionTable, QueryMemory } from '@tiebreak/feedback';
import { bootstrap, mean, seededRandom } from '@tiebreak/statistics';
import { describeWithData, FULL_SIZE } from './data';
import { bookShelves, COLD_START_FILES, type ColdStart, filmTags } from './feedback/cold-start-data';
import { FullText } from './feedback/full-text';
import { markdownTable, publish } from './results';

const DEPTH = 10;
const LEAST_GAIN = 0.1;
/** Of reciprocal rank fusion (Cormack, Clarke & Büttcher 2009). */
const RRF = 60;
const QUERIES = FULL_SIZE ? Infinity : 300;
const rows: string[][] = [];

describeWithData(
  'a memory filled with predicted queries, before anybody has acted',
  () => {
    it.each([
      ['film tags: by half of the users, asked by the others', () => [filmTags(0), filmTags(1)]],
      ["book shelves: those of a book's neighbours, none of its own", () => [bookShelves()]],
    ])(
      `finds more, by at least ${LEAST_GAIN} in hit@${DEPTH}: %s`,
      (name, load) => {
        const hits = load().flatMap(hitsOf);
        const share = (of: (hit: Hits) => boolean): number => mean(hits.map((hit) => Number(of(hit))));
        const gains = hits.map(({ words, both }) => Number(both) - Number(words));
        const { gain } = bootstrap({
          units: gains.length,
          statistic: (sampled) => ({ gain: mean(Array.from(sampled, (i) => gains[i]!)) }),
          seed: 1,
        });
        const shares = [
          share(({ words }) => words),
          share(({ memory }) => memory),
          share(({ both }) => both),
          mean(gains),
        ];
        rows.push([
          name,
          ...[hits.length, ...shares.map((x) => x.toFixed(3)), `${gain[0].toFixed(3)} to ${gain[1].toFixed(3)}`].map(
            String,
          ),
        ]);
        expect(mean(gains)).toBeGreaterThanOrEqual(LEAST_GAIN);
      },
      120_000,
    );

    afterAll(async () => {
      const table = markdownTable([['', 'queries', 'words alone', 'memory alone', 'both', 'gain', '95%'], ...rows]);
      console.log(table);
      if (FULL_SIZE) await publish('feedback-memory', `hit@${DEPTH}.`, table);
    });
  },
  COLD_START_FILES,
);

/** Whether a wanted item is among the first, by the search for words, by the memory, and by both together. */
interface Hits {
  readonly words: boolean;
  readonly memory: boolean;
  readonly both: boolean;
}

function hitsOf({ entities, tags, queries }: ColdStart): Hits[] {
  const fullText = new FullText(entities);
  const memory = new QueryMemory(DEFAULT_PROJECTIONS.memory);
  memory.predicted = PredictionTable.from(
    entities.map((entity) => ({
      ...entity,
      tags: { ...entity.tags, ...Object.fromEntries(tags.get(entity.id) ?? []) },
    })),
  );
  const drawn = seededRandom(1)
    .shuffle([...queries])
    .slice(0, QUERIES);
  const hits = drawn.map(([query, wanted]) => {
    const question = { domain: entities[0]!.domain, query, context: { device: '', attributes: {} }, at: 0 };
    const words = fullText.find(query, 100);
    const remembered = memory.recall(question, 100).map(({ id }) => id);
    const hit = (ids: readonly string[]): boolean => ids.slice(0, DEPTH).some((id) => wanted.has(id));
    return { words: hit(words), memory: hit(remembered), both: hit(fuse(words, remembered)) };
  });
  fullText.close();
  return hits;
}

function fuse(...lists: readonly (readonly string[])[]): string[] {
  const scores = new Map<string, number>();
  for (const list of lists) list.forEach((id, i) => scores.set(id, (scores.get(id) ?? 0) + 1 / (RRF + i + 1)));
  return [...scores].toSorted(([, a], [, b]) => b - a).map(([id]) => id);
}
