import type { EntityFilter, ScoredRow } from '@tiebreak/candidates';
import type Database from 'libsql';
import { bestRows, type FoundRows } from '../snapshot/found-rows';

/** Rows of a tag that are looked at when nothing else constrains, and when something does, for each one wanted. */
const [SPARE, SPARE_CONSTRAINED] = [4, 40];
/** A fitting tag and popularity count alike. */
const POPULARITY_SHARE = 0.5;

/**
 * Entities that are as a filter wants them, best first.
 * @param popularityOf that of the entity of a row, in [0, 1]
 */
export function filterEntities(
  database: Database.Database,
  filter: EntityFilter,
  depth: number,
  popularityOf: (row: number) => number,
): FoundRows {
  const { tags = {}, order } = filter;
  if (Object.keys(tags).length > 0) return filterTagged(database, filter, depth, popularityOf);
  const { where, values } = conditions(filter);
  const sorting = order === 'newest' ? 'year desc, popularity desc' : 'popularity desc';
  const score = order === 'newest' ? 'year + popularity' : 'popularity';
  const found = database
    .prepare(`select row, ${score} as score from entities ${where} order by ${sorting} limit ?`)
    .all(...values, depth) as ScoredRow[];
  return bestRows(found, depth);
}

function filterTagged(
  database: Database.Database,
  filter: EntityFilter,
  depth: number,
  popularityOf: (row: number) => number,
): FoundRows {
  const { tags = {}, ...rest } = filter;
  const { where, values } = conditions(rest);
  const spare = where === '' ? SPARE : SPARE_CONSTRAINED;
  const ofTag = database.prepare('select row, weight from tags where tag = ? order by unpopularity limit ?').raw(true);
  const fits = new Map<number, number>();
  let all = 0;
  for (const [tag, sureness] of Object.entries(tags)) {
    all += sureness;
    for (const [row, weight] of ofTag.all(tag, spare * depth) as [number, number][])
      fits.set(row, (fits.get(row) ?? 0) + sureness * weight);
  }
  const constrained = database.prepare(`select row from entities ${where === '' ? 'where' : `${where} and`} row = ?`);
  const isWanted = (row: number): boolean => where === '' || constrained.get(...values, row) !== undefined;
  const found = [...fits].flatMap(([row, fit]) =>
    isWanted(row) ? [{ row, score: (1 - POPULARITY_SHARE) * (fit / all) + POPULARITY_SHARE * popularityOf(row) }] : [],
  );
  return bestRows(found, depth);
}

function conditions({ types, creator, years, language }: EntityFilter): {
  readonly where: string;
  readonly values: readonly (string | number)[];
} {
  const all: (readonly [string, readonly (string | number)[]])[] = [
    ...(types === undefined ? [] : [[`type in (${types.map(() => '?').join(', ')})`, types] as const]),
    ...(creator === undefined
      ? []
      : [['row in (select row from names where name = ? and is_creator = 1)', [creator]] as const]),
    ...(years === undefined ? [] : [['year between ? and ?', years] as const]),
    ...(language === undefined ? [] : [['language = ?', [language]] as const]),
  ];
  return {
    where: all.length === 0 ? '' : `where ${all.map(([condition]) => condition).join(' and ')}`,
    values: all.flatMap(([, values]) => values),
  };
}
