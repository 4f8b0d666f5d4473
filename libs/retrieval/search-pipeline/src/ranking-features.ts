import type { EntityBrief, UnitedCandidate, UnderstoodQuery } from '@tiebreak/candidates';
import { hashText } from '@tiebreak/feedback';
import { normalise } from '@tiebreak/understanding';

/** What a candidate is described by: where each strategy put it, and how it fits the query. */
export interface RankingFeatures {
  /** Names of the columns; a ranker names those that it learned from. */
  readonly names: readonly string[];
  /** Tells these columns from others: rows of another fingerprint are not to be read by these names. */
  readonly fingerprint: string;
  /**
   * Row-major, one row a candidate; NaN is missing.
   * @param briefs one a candidate; the words of those that come again are remembered
   */
  rows(query: UnderstoodQuery, candidates: readonly UnitedCandidate[], briefs: readonly EntityBrief[]): Float32Array;
}

/** A column that does not depend on the strategies. */
interface FitFeature {
  readonly name: string;
  readonly of: (query: PreparedQuery, brief: EntityBrief, words: BriefWords) => number;
}

/** The words that a query's are compared with, made once for each brief that is remembered. */
interface BriefWords {
  readonly titleWords: ReadonlySet<string>;
  /** Of title and creator. */
  readonly words: ReadonlySet<string>;
}

/** What every candidate of a query is compared with, made once. */
interface PreparedQuery {
  readonly query: UnderstoodQuery;
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly thisYear: number;
}

const FITS: readonly FitFeature[] = [
  { name: 'popularity', of: (_, { popularity }) => popularity },
  { name: 'title_covered', of: ({ words }, _, { titleWords }) => shareIn(titleWords, words) },
  { name: 'query_covered', of: ({ words }, _, own) => shareIn(words, own.words) },
  { name: 'title_is_query', of: ({ text, query }, { titles }) => Number(isNamed(titles, text, query)) },
  { name: 'creator_fits', of: ({ query }, { creator }) => agrees(query.understanding.creator, creator) },
  { name: 'type_fits', of: ({ query }, { type }) => isOneOf(query.understanding.types, type) },
  { name: 'tags_fit', of: ({ query }, { tags }) => tagFit(query.understanding.tags, tags) },
  { name: 'year_fits', of: ({ query }, { year }) => isBetween(query.understanding.years, year) },
  { name: 'age', of: ({ thisYear }, { year }) => (year === 0 ? Number.NaN : thisYear - year) },
  { name: 'is_topic', of: ({ query }) => Number(query.understanding.kind === 'topic') },
  { name: 'query_words', of: ({ words }) => words.size },
];

/**
 * The columns: rank and normalised score in each strategy, missing where it did not find the candidate; how many found
 * it; and how it fits the query. A fit is missing when the query does not ask for it.
 * @param strategies that may run, in an order that stays
 */
export function rankingFeatures(strategies: readonly string[]): RankingFeatures {
  const names = [
    ...strategies.flatMap((name) => [`${name}_rank`, `${name}_score`]),
    'agreement',
    ...FITS.map(({ name }) => name),
  ];
  const places = new Map(strategies.map((name, i) => [name, 2 * i]));
  const agreement = 2 * strategies.length;
  const known = new WeakMap<EntityBrief, BriefWords>();
  return {
    names,
    fingerprint: fingerprintOf(names),
    rows: (query, candidates, briefs) => {
      const prepared = prepare(query);
      const rows = new Float32Array(candidates.length * names.length).fill(Number.NaN);
      candidates.forEach(({ sources }, i) => {
        const row = rows.subarray(i * names.length, (i + 1) * names.length);
        for (const { strategy, rank, normalisedScore } of sources) {
          const place = places.get(strategy);
          if (place === undefined) continue;
          row[place] = rank;
          row[place + 1] = normalisedScore;
        }
        row[agreement] = sources.length;
        const brief = briefs[i]!;
        let own = known.get(brief);
        if (own === undefined) known.set(brief, (own = wordsOfBrief(brief)));
        for (let j = 0; j < FITS.length; j++) row[agreement + 1 + j] = FITS[j]!.of(prepared, brief, own);
      });
      return rows;
    },
  };
}

/** Raised when a column of the same name comes to mean something else. */
const VERSION = 1;

function fingerprintOf(names: readonly string[]): string {
  return `${VERSION}-${hashText(names.join('\n')).toString(16).padStart(8, '0')}`;
}

function prepare(query: UnderstoodQuery): PreparedQuery {
  const text = normalise(query.text === '' ? query.understanding.terms.join(' ') : query.text);
  return { query, text, words: wordsOf(text), thisYear: new Date(query.at).getUTCFullYear() };
}

function wordsOfBrief({ titles: [title = ''], creator }: EntityBrief): BriefWords {
  const titleWords = wordsOf(title);
  return { titleWords, words: new Set([...titleWords, ...wordsOf(creator)]) };
}

/** @param text normalised */
function wordsOf(text: string): Set<string> {
  return new Set(text === '' ? [] : text.split(' '));
}

/** The share of some words that are among others; missing when there are none. */
function shareIn(words: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of words) if (others.has(word)) shared++;
  return shared / words.size;
}

function isNamed(titles: readonly string[], text: string, { understanding }: UnderstoodQuery): boolean {
  return titles.some((title) => title === text || title === understanding.title);
}

function agrees(wanted: string | undefined, actual: string): number {
  return wanted === undefined ? Number.NaN : Number(wanted === actual);
}

function isOneOf(wanted: readonly string[], actual: string): number {
  return wanted.length === 0 ? Number.NaN : Number(wanted.includes(actual));
}

function isBetween(years: readonly [number, number] | undefined, year: number): number {
  return years === undefined || year === 0 ? Number.NaN : Number(year >= years[0] && year <= years[1]);
}

/** The weight of wanted tags that an entity has, in [0, 1]; missing when none are wanted. */
function tagFit(wanted: Readonly<Record<string, number>>, actual: Readonly<Record<string, number>>): number {
  const all = Object.entries(wanted);
  const fit = all.reduce((sum, [tag, sureness]) => sum + sureness * (actual[tag] ?? 0), 0);
  return fit / all.reduce((sum, [, sureness]) => sum + sureness, 0);
}
