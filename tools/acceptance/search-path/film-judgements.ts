import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHARED_DATA } from '../data';

export const JUDGEMENTS = join(SHARED_DATA, 'feedback/movie-judgments/judgments.jsonl');

/** Grades, 0 to 4, by query and film. */
export type FilmJudgements = ReadonlyMap<string, ReadonlyMap<string, number>>;

interface Judgement {
  readonly query: string;
  /** Null for a film that is not in the catalogue. */
  readonly ml: string | null;
  readonly grade: number;
}

/** Judgements of films that are in the catalogue, of queries for which one of them is relevant. */
export function readFilmJudgements(): FilmJudgements {
  const judgements = new Map<string, Map<string, number>>();
  for (const line of readFileSync(JUDGEMENTS, 'utf8').split('\n').filter(Boolean)) {
    const { query, ml, grade } = JSON.parse(line) as Judgement;
    if (ml === null) continue;
    const ofQuery = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, ofQuery.set(ml, grade));
  }
  return new Map([...judgements].filter(([, grades]) => [...grades.values()].some((grade) => grade > 0)));
}
