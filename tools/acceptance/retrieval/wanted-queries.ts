import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Random, seededRandom } from '@tiebreak/statistics';
import { normalise } from '@tiebreak/understanding';
import { SHARED_DATA } from '../data';
import { COLD_START_FILES, filmTags } from '../feedback/cold-start-data';
import { withTypo } from './typos';
import { bookIds, rowsOf, shelvesOfBooks, type Works } from './works';

const JUDGEMENTS = join(SHARED_DATA, 'feedback/movie-judgments/judgments.jsonl');
const TAGS = join(SHARED_DATA, 'feedback/movielens/tags.csv.gz');
const SHELVES = join(SHARED_DATA, 'feedback/goodbooks/book_tags.csv.gz');
const SHELF_NAMES = join(SHARED_DATA, 'feedback/goodbooks/tags.csv.gz');
export const QUERY_FILES = [JUDGEMENTS, TAGS, ...COLD_START_FILES];

/** Words of shelves and tags that say what somebody does with a work, not what it is. */
const OWN_LISTS =
  /\b(?:to|read|reads|reading|fav\w*|own\w*|my|wish\w*|default|librar\w*|kindle|e ?books?|audio\w*|series|shelf|shelves|buy|dnf|tbr|netflix|queue|dvd\w*|\d+|i|want|have|next|finished|unfinished|abandoned|maybe|re|for|book club|recommend\w*|stars?)\b/;
/** A title of fewer letters leaves no room for a slip. */
const LEAST_LETTERS = 4;

/** A query, and what who asks it wants. */
export interface WantedQuery {
  readonly kind: 'titles' | 'typos' | 'judgements' | 'tags' | 'shelves';
  readonly domain: string;
  readonly text: string;
  readonly wanted: string;
}

/** Queries of all five kinds, so many of each where there are as many. */
export function wantedQueries(films: Works, books: Works, count: number, seed: number): WantedQuery[] {
  const random = seededRandom(seed);
  const half = Math.ceil(count / 2);
  const named = [films, books].flatMap((works) => {
    const drawn = drawnWorks(works, 2 * half, random);
    return [...drawn.slice(0, half).map(titleOf(works)), ...drawn.slice(half).map(typoOf(works, random))];
  });
  return [...named, ...judged(films, count, random), ...tagged(films, count, random), ...shelved(books, count, random)];
}

/** Works of names long enough, none twice; likelier the more people know them: by the root of their number. */
function drawnWorks({ entities, ratings }: Works, count: number, random: Random): number[] {
  // Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006.
  return entities
    .map(({ title }, i) => ({ i, title, key: Math.log(random.uniform()) / Math.sqrt(ratings[i]! + 1) }))
    .filter(({ title }) => normalise(title).replace(/[^a-z]/g, '').length >= LEAST_LETTERS)
    .sort((a, b) => b.key - a.key)
    .slice(0, count)
    .map(({ i }) => i);
}

const titleOf =
  ({ domain, entities }: Works) =>
  (i: number): WantedQuery => ({
    ...{ kind: 'titles', domain, text: normalise(entities[i]!.title), wanted: entities[i]!.id },
  });

const typoOf =
  ({ domain, entities }: Works, random: Random) =>
  (i: number): WantedQuery => ({
    ...{ kind: 'typos', domain, text: withTypo(normalise(entities[i]!.title), random), wanted: entities[i]!.id },
  });

/** Queries whose films were graded 0 to 4: as many of each, the films drawn by gain. */
function judged({ entities }: Works, count: number, random: Random): WantedQuery[] {
  const ids = new Set(entities.map(({ id }) => id));
  const byQuery = new Map<string, [string, number][]>();
  for (const line of readFileSync(JUDGEMENTS, 'utf8').trim().split('\n')) {
    const { query, ml, grade } = JSON.parse(line) as { query: string; ml: string | null; grade: number };
    if (ml === null || grade <= 0 || !ids.has(ml)) continue;
    byQuery.set(query, [...(byQuery.get(query) ?? []), [ml, 2 ** grade - 1]]);
  }
  const each = Math.ceil(count / byQuery.size);
  return [...byQuery].flatMap(([text, films]) =>
    Array.from({ length: each }, () => ({
      ...({ kind: 'judgements', domain: 'Video', text, wanted: byWeight(films, random) } as const),
    })),
  );
}

/** Tags that viewers gave to three films or more, each with a film that somebody gave it to. */
function tagged({ entities }: Works, count: number, random: Random): WantedQuery[] {
  const ids = new Set(entities.map(({ id }) => id));
  const common = new Set(([0, 1] as const).flatMap((half) => [...filmTags(half).queries.keys()]));
  const rows = rowsOf(TAGS)
    .map(({ movieId, tag }) => ({ text: normalise(tag!), wanted: `ml:${movieId!}` }))
    .filter(({ text, wanted }) => ids.has(wanted) && common.has(text) && !OWN_LISTS.test(text));
  return random
    .shuffle(rows)
    .slice(0, count)
    .map((row) => ({ kind: 'tags', domain: 'Video', ...row }));
}

/** Shelves of five to a hundred books, the more used the likelier, each with a book as often as it was put there. */
function shelved({ entities }: Works, count: number, random: Random): WantedQuery[] {
  const ids = new Set(entities.map(({ id }) => id));
  const { queries } = shelvesOfBooks();
  const idOf = bookIds();
  const names = new Map(rowsOf(SHELF_NAMES).map(({ tag_id, tag_name }) => [tag_id, normalise(tag_name!)]));
  const shelves = new Map<string, [string, number][]>();
  for (const row of rowsOf(SHELVES)) {
    const [name, id] = [names.get(row.tag_id)!, idOf.get(row.goodreads_book_id!)];
    if (id === undefined || !ids.has(id) || !queries.has(name) || OWN_LISTS.test(name)) continue;
    const books = shelves.get(name) ?? [];
    shelves.set(name, books);
    books.push([id, Number(row.count)]);
  }
  const weights = [...shelves].map(([name, books]): [string, number] => [
    name,
    Math.sqrt(books.reduce((sum, [, times]) => sum + times, 0)),
  ]);
  return Array.from({ length: count }, () => {
    const text = byWeight(weights, random);
    return { kind: 'shelves', domain: 'Books', text, wanted: byWeight(shelves.get(text)!, random) };
  });
}

function byWeight(values: readonly (readonly [string, number])[], random: Random): string {
  let left = random.uniform() * values.reduce((sum, [, weight]) => sum + weight, 0);
  return (values.find(([, weight]) => (left -= weight) < 0) ?? values.at(-1)!)[0];
}
