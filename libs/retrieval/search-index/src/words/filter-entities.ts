import type { Candidate, EntityFilter } from '@tiebreak/candidates';
import type Database from 'libsql';

/** Rows of a tag that are looked at when nothing else constrains, and when something does, for each one wanted. */
const [SPARE, SPARE_CONSTRAINED] = [4, 40];
/** A fitting tag and popularity count alike. */
const POPULARITY_SHARE = 0.5;

/** Entities that are as a filter wants them, best first. */
export function filterEntities(database: Database.Database, filter: EntityFilter, depth: number): Candidate[] {
  const { tags = {}, order } = filter;
  const { where, values } = conditions(filter);
  if (Object.keys(tags).length > 0) return filterTagged(database, filter, depth);
  const sorting = order === 'newest' ? 'year desc, popularity desc' : 'popularity desc';
  const score = order === 'newest' ? 'year + popularity' : 'popularity';
  return database
    .prepare(`select id, ${score} as score from entities ${where} order by ${sorting} limit ?`)
    .all(...values, depth) as Candidate[];
}

function filterTagged(database: Database.Database, filter: EntityFilter, depth: number): Candidate[] {
  const { tags = {}, ...rest } = filter;
  const { where, values } = conditions(rest);
  const spare = where === '' ? SPARE : SPARE_CONSTRAINED;
  const ofTag = database.prepare('select row, weight from tags where tag = ? order by unpopularity limit ?');
  const fits = new Map<number, number>();
  let all = 0;
  for (const [tag, sureness] of Object.entries(tags)) {
    all += sureness;
    for (const { row, weight } of ofTag.all(tag, spare * depth) as { row: number; weight: number }[])
      fits.set(row, (fits.get(row) ?? 0) + sureness * weight);
  }
  const byRow = database.prepare(
    `select id, popularity from entities ${where === '' ? 'where' : `${where} and`} row = ?`,
  );
  return [...fits]
    .flatMap(([row, fit]) => {
      const entity = byRow.get(...values, row) as { readonly id: string; readonly popularity: number } | undefined;
      if (entity === undefined) return [];
      const { id, popularity } = entity;
      return [{ id, score: (1 - POPULARITY_SHARE) * (fit / all) + POPULARITY_SHARE * popularity }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, depth);
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
