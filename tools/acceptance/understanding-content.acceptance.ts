import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type CatalogueEntity, mapRecord, parseFieldMapping, readCatalogueEntity } from '@tiebreak/catalogue';
import type { Fields } from '@tiebreak/interpretation';
import { mean } from '@tiebreak/statistics';
import { buildVocabulary, type CatalogueVocabulary, understandContent, understandQuery } from '@tiebreak/understanding';
import { describeWithData, FULL_SIZE, WORKSPACE } from './data';
import { markdownTable, publish } from './results';

const FILMS = join(WORKSPACE, '../shared/data/catalog/films_wikipedia.jsonl.gz');
const TAGS = join(WORKSPACE, '../shared/data/feedback/movielens/tags.csv.gz');
const FIELDS = 'domain="Video",type="film",title=title,year=year,tags=genres,text=extract+cast';
/** One film in so many is judged, by the vocabulary of the others. */
const FOLDS = 5;
const STEP = FULL_SIZE ? 1 : 4;
/** Weights that are compared with what is so; fewer than so many in a bin say little. */
const BINS = 8;
const FEWEST = 200;
const FARTHEST = 0.1;
const AT = Date.UTC(2026, 0, 1);

function readFilms(): CatalogueEntity[] {
  const mapping = parseFieldMapping(FIELDS);
  if (!mapping.ok) throw new Error(JSON.stringify(mapping.violations));
  const lines = gunzipSync(readFileSync(FILMS))
    .toString()
    .split('\n')
    .filter((text) => text !== '');
  return lines
    .filter((_, i) => i % STEP === 0)
    .map((text) => readCatalogueEntity(mapRecord(JSON.parse(text) as Fields, mapping.value)))
    .flatMap((reading) => (reading.ok ? [reading.value] : []));
}

/** The third column of a table that quotes nothing with a comma in what is read here. */
function readTags(): string[] {
  const rows = gunzipSync(readFileSync(TAGS)).toString().trim().split('\n').slice(1);
  return [...new Set(rows.map((row) => row.split(',')[2]!).filter((tag) => !tag.includes('"')))];
}

function kindOf(text: string, vocabulary: CatalogueVocabulary): string {
  const context = { device: '', attributes: {} };
  return understandQuery({ domain: 'Video', text, intent: '', slots: [], context, userId: '', at: AT }, vocabulary)
    .kind;
}

describeWithData(
  'understanding films and what is asked of them',
  () => {
    const figures: string[][] = [];
    let vocabulary: CatalogueVocabulary;
    let judged: CatalogueEntity[];

    beforeAll(() => {
      const films = readFilms();
      judged = films.filter((_, i) => i % FOLDS === 0);
      const start = performance.now();
      vocabulary = buildVocabulary(films.filter((_, i) => i % FOLDS !== 0));
      figures.push(['a vocabulary of so many films', String(films.length - judged.length)]);
      figures.push(['seconds to learn it', ((performance.now() - start) / 1_000).toFixed(1)]);
    });

    afterAll(async () => {
      const table = markdownTable([['', ''], ...figures]);
      console.log(table);
      if (FULL_SIZE)
        await publish('understanding-content', `${judged.length} films that the vocabulary has not seen.`, table);
    });

    it('gives unseen films genres as often as they have them, by text and cast alone', () => {
      const pairs = judged.flatMap((film) => {
        const { tags } = understandContent({ ...film, tags: {} }, vocabulary);
        const truth = understandContent({ ...film, text: '', title: '', creator: '' }, vocabulary).tags;
        return Object.entries(tags).map(([tag, weight]) => ({ weight, truth: tag in truth ? 1 : 0 }));
      });
      for (let bin = 0; bin < BINS; bin++) {
        const low = 0.2 + bin / 10;
        const inside = pairs.filter(({ weight }) => weight >= low && (weight < low + 0.1 || bin === BINS - 1));
        if (inside.length < FEWEST) continue;
        const said = mean(inside.map(({ weight }) => weight));
        const so = mean(inside.map(({ truth }) => truth));
        figures.push([
          `genres with a weight from ${low.toFixed(1)}`,
          `${inside.length}: mean ${said.toFixed(3)}, right ${so.toFixed(3)}`,
        ]);
        expect(Math.abs(said - so)).toBeLessThanOrEqual(FARTHEST);
      }
      const given = judged.reduce((sum, { tags }) => sum + Object.keys(tags).length, 0);
      const sure = pairs.filter(({ weight }) => weight >= 0.5);
      const right = sure.filter(({ truth }) => truth === 1).length;
      figures.push([
        'precision, recall of weights from 0.5',
        `${(right / sure.length).toFixed(3)}, ${(right / given).toFixed(3)}`,
      ]);
      expect(right / sure.length).toBeGreaterThan(0.8);
      expect(right / given).toBeGreaterThan(0.6);
    });

    it('takes titles for known items, seen or not', () => {
      const unseen = mean(judged.map(({ title }) => (kindOf(title, vocabulary) === 'known-item' ? 1 : 0)));
      figures.push(['unseen titles taken for known items', unseen.toFixed(3)]);
      expect(unseen).toBeGreaterThan(0.97);
    });

    (existsSync(TAGS) ? it : it.skip)(`takes some tags of viewers for topics (needs ${TAGS})`, () => {
      const tags = readTags();
      const topics = mean(tags.map((tag) => (kindOf(tag, vocabulary) === 'topic' ? 1 : 0)));
      figures.push([`topics among ${tags.length} tags of viewers`, topics.toFixed(3)]);
      expect(topics).toBeGreaterThan(0.05);
    });

    it('takes less than a millisecond for a query', () => {
      const titles = judged.map(({ title }) => title);
      const start = performance.now();
      for (const title of titles) kindOf(title, vocabulary);
      const each = (performance.now() - start) / titles.length;
      figures.push(['microseconds for a query', (1_000 * each).toFixed(0)]);
      expect(each).toBeLessThan(1);
    });
  },
  [FILMS],
);
