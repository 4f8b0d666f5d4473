import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuse, lexicalGenerator, minmax, plainQuery, semanticGenerator, unite, weighted } from '@tiebreak/candidates';
import { SearchIndex } from '@tiebreak/search-index';
import { bootstrap, foldOf, mean } from '@tiebreak/statistics';
import { describeWithData, FULL_SIZE } from './data';
import { markdownTable, publish } from './results';
import { ndcgAt10 } from './retrieval/collections';
import { FILM_TAGS, readFilmTags } from './retrieval/film-tags';
import { FILMS, indexArguments } from './retrieval/public-catalogues';
import { tiebreak } from './tiebreak';

const LEAST_FILMS = 3;
const DEPTH = 100;
const LEAST_RATIO = 1.2;
/** The weight of semantic search is chosen on half of the tags. */
const WEIGHTS = [0, 0.25, 0.5, 1, 2];

describeWithData(
  'tags of viewers as queries',
  () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'retrieval-tags-'));
      const encoder = FULL_SIZE ? 'sentence' : 'hashed';
      await tiebreak('index', ...indexArguments(FILMS), '--encoder', encoder, '--out', join(folder, 'films'));
    }, 1_800_000);
    afterAll(() => rm(folder, { recursive: true }));

    it('find more films by words and meaning than by words', async () => {
      const tags = await readFilmTags(LEAST_FILMS);
      const index = await SearchIndex.open(join(folder, 'films'));
      const generators = [lexicalGenerator(index), semanticGenerator(index, index)];
      const { signal } = new AbortController();
      const measured: { readonly tag: string; readonly lexical: number; readonly both: readonly number[] }[] = [];
      for (const [tag, films] of tags) {
        const lists = await Promise.all(
          generators.map((generator) => generator.generate(plainQuery(tag), DEPTH, signal)),
        );
        const united = unite(new Map(generators.map(({ name }, i) => [name, lists[i]!])));
        const of = (weight: number): number =>
          ndcgAt10(
            fuse(united, weighted(minmax, { semantic: weight })).map(({ id }) => id),
            films,
          );
        const lexical = ndcgAt10(
          lists[0]!.map(({ id }) => id),
          films,
        );
        measured.push({ tag, lexical, both: WEIGHTS.map(of) });
      }
      await index.close();
      const half = (which: number) => measured.filter(({ tag }) => foldOf(tag, 2, 1) === which);
      const scores = WEIGHTS.map((_, i) => mean(half(0).map(({ both }) => both[i]!)));
      const chosen = scores.indexOf(Math.max(...scores));
      const other = half(1);
      const [lexical, both] = [mean(other.map((each) => each.lexical)), mean(other.map((each) => each.both[chosen]!))];
      const { ratio } = bootstrap({
        units: other.length,
        seed: 1,
        statistic: (sampled) => {
          const drawn = Array.from(sampled, (i) => other[i]!);
          return { ratio: mean(drawn.map((each) => each.both[chosen]!)) / mean(drawn.map((each) => each.lexical)) };
        },
      });
      const table = markdownTable([
        ['', 'NDCG@10'],
        ['lexical', lexical.toFixed(4)],
        [`lexical and semantic (weight ${WEIGHTS[chosen]!})`, both.toFixed(4)],
        ['ratio [95%]', `${(both / lexical).toFixed(2)} [${ratio.map((end) => end.toFixed(2)).join(', ')}]`],
      ]);
      console.log(table);
      if (!FULL_SIZE) {
        // Hashed vectors know no meaning; they must not spoil what words find.
        expect(both).toBeGreaterThan(0.8 * lexical);
        return;
      }
      await publish('retrieval-tags', `${other.length} tags that no weight was chosen on, of ${tags.size}.`, table);
      expect(both / lexical).toBeGreaterThanOrEqual(LEAST_RATIO);
    }, 900_000);
  },
  [FILMS.file, FILM_TAGS],
);
