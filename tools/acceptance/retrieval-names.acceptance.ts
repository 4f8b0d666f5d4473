import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CandidateGenerator, fuzzyGenerator, lexicalGenerator, plainQuery } from '@tiebreak/candidates';
import { SearchIndex } from '@tiebreak/search-index';
import { seededRandom } from '@tiebreak/statistics';
import { describeWithData, FULL_SIZE } from './data';
import { markdownTable, publish } from './results';
import { FILMS, indexArguments, PUBLIC_CATALOGUES } from './retrieval/public-catalogues';
import { withTypo } from './retrieval/typos';
import { tiebreak } from './tiebreak';

const TITLES = FULL_SIZE ? 2_000 : 200;
const CATALOGUES = FULL_SIZE ? PUBLIC_CATALOGUES : [FILMS];
const LEAST_FOUND = 0.9;
/** What is called alike is alike to who searches: any entity of the title counts. */
const PAGE = 10;
/** In shorter titles one letter is all that there is. */
const SHORTEST = 4;

describeWithData(
  'names that are mistyped',
  () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'retrieval-names-'));
      for (const [i, catalogue] of CATALOGUES.entries())
        await tiebreak(
          ...['index', ...indexArguments(catalogue), '--encoder', 'none', '--out', join(folder, 'index')],
          ...(i === 0 ? [] : ['--upsert']),
        );
    }, 1_200_000);
    afterAll(() => rm(folder, { recursive: true }));

    it(`are found by their letters: of ${TITLES} titles with one slip each`, async () => {
      const index = await SearchIndex.open(join(folder, 'index'));
      const random = seededRandom(1);
      const titles: string[] = [];
      let entities = 0;
      for await (const { title } of index.scan()) {
        entities++;
        if (/\p{L}/u.test(title.slice(1)) && title.length >= SHORTEST) titles.push(title);
      }
      const drawn = random.shuffle(titles).slice(0, TITLES);
      const found = { fuzzy: 0, lexical: 0 };
      for (const title of drawn) {
        const typed = withTypo(title, random);
        if (await isFound(fuzzyGenerator(index), typed, title, index)) found.fuzzy++;
        if (await isFound(lexicalGenerator(index), typed, title, index)) found.lexical++;
      }
      await index.close();
      const table = markdownTable([
        ['', `of ${TITLES} titles among the first ${PAGE}`],
        ...Object.entries(found).map(([name, count]) => [name, (count / TITLES).toFixed(3)]),
      ]);
      console.log(table);
      if (FULL_SIZE) await publish('retrieval-names', `${entities} entities of the public catalogues.`, table);
      expect(found.fuzzy / TITLES).toBeGreaterThanOrEqual(LEAST_FOUND);
    }, 600_000);
  },
  CATALOGUES.map(({ file }) => file),
);

async function isFound(
  generator: CandidateGenerator,
  typed: string,
  title: string,
  index: SearchIndex,
): Promise<boolean> {
  const candidates = await generator.generate(plainQuery(typed), PAGE, new AbortController().signal);
  const entities = await index.read(candidates.map(({ id }) => id));
  return entities.some((entity) => entity.title === title);
}
