import { type UnderstoodQuery, type UnitedCandidate, unite } from '@tiebreak/candidates';
import { DEFAULT_MEMORY_OPTIONS, PredictionTable, QueryMemory } from '@tiebreak/feedback';
import { generatorsOf, STRATEGIES } from '@tiebreak/search-engine';
import type { SearchIndex } from '@tiebreak/search-index';
import { rankingFeatures } from '@tiebreak/search-pipeline';
import { understandQuery } from '@tiebreak/understanding';
import { FULL_SIZE } from '../data';
import type { FilmJudgements } from './film-judgements';

const DEPTH = FULL_SIZE ? 100 : 25;
const AT = Date.UTC(2026, 0, 1);
export const FEATURES = rankingFeatures(STRATEGIES);

/** What all strategies found for a judged query. */
export interface SearchedQuery {
  readonly text: string;
  readonly candidates: readonly UnitedCandidate[];
  /** Row-major, in the columns of `FEATURES`. */
  readonly rows: Float32Array;
  /** Of the candidates; NaN for one that nobody judged. */
  readonly grades: Float64Array;
  /** Of all judged films in the catalogue, found or not: the best ranking has these. */
  readonly ideal: Float64Array;
}

/** Searches by every strategy, with the memory as it is before anybody acted. */
export async function searchAll(index: SearchIndex, judgements: FilmJudgements): Promise<SearchedQuery[]> {
  const entities = [];
  for await (const entity of index.scan()) entities.push(entity);
  const memory = new QueryMemory(DEFAULT_MEMORY_OPTIONS);
  memory.predicted = PredictionTable.from(entities);
  const vocabulary = await index.vocabulary();
  const generators = generatorsOf(index, { memory });
  const { signal } = new AbortController();
  const searched: SearchedQuery[] = [];
  for (const [text, grades] of judgements) {
    const asked = { domain: 'Video', text, intent: '', slots: [], userId: '', at: AT };
    const query = { ...asked, context: { device: '', attributes: {} } };
    const understood: UnderstoodQuery = { ...query, understanding: understandQuery(query, vocabulary) };
    const lists = await Promise.all(
      generators.map(
        async (generator) => [generator.name, await generator.generate(understood, DEPTH, signal)] as const,
      ),
    );
    const united = new Map(unite(new Map(lists)).map((candidate) => [candidate.id, candidate]));
    const found = await index.describe([...united.keys()]);
    const candidates = found.map(({ id }) => united.get(id)!);
    searched.push({
      text,
      candidates,
      rows: FEATURES.rows(understood, candidates, found),
      grades: Float64Array.from(candidates, ({ id }) => grades.get(id) ?? NaN),
      ideal: Float64Array.from(grades.values()),
    });
  }
  return searched;
}
