import {
  type CandidateGenerator,
  type EntityBrief,
  type UnderstoodQuery,
  unite,
  type UnitedCandidate,
} from '@tiebreak/candidates';
import type { CatalogueEntity, Entity } from '@tiebreak/catalogue';
import type { Impression } from '@tiebreak/feedback';
import { normalise, type QueryUnderstanding, type RetrievalQuery } from '@tiebreak/understanding';
import type { CandidateRanker } from './candidate-ranker';
import { generateCandidates } from './generate-candidates';
import type { RankingFeatures } from './ranking-features';
import type { RankedEntity, SearchAnswer, SearchRequest } from './search-service';
import type { StrategyPolicy } from './strategy-policy';
import { swapNeighbours, type SwapOptions } from './swap-neighbours';

/** Entities of ids that strategies found. Both give them in the order of the ids, and leave out those that are gone. */
export interface FoundEntities {
  /** What candidates are ranked by. */
  describe(ids: readonly string[]): Promise<readonly EntityBrief[]>;
  /** All of those that are shown. */
  read(ids: readonly string[]): Promise<readonly CatalogueEntity[]>;
}

/** What a search of one catalogue is made of. */
export interface SearchParts {
  readonly understand: (query: RetrievalQuery) => QueryUnderstanding;
  readonly policy: StrategyPolicy;
  /** Their names are those that the policy chooses among. */
  readonly generators: readonly CandidateGenerator[];
  readonly entities: FoundEntities;
  readonly features: RankingFeatures;
  readonly ranker: CandidateRanker;
  /** Candidates that are ranked, those best placed by any strategy; all of them when absent. */
  readonly mostRanked?: number;
  /** Exchanges neighbours in a share of searches; absent: in none. */
  readonly swapping?: SwapOptions;
  /** Keeps what was shown, so that feedback can join it. */
  readonly log: (impression: Impression) => void;
  /** A strategy that takes longer is left out. */
  readonly deadlineMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A new id for each impression. */
  readonly newId: () => string;
}

/** One search, from the words to entities: understand, choose, generate, unite, rank, log. */
export async function search(parts: SearchParts, request: SearchRequest, signal: AbortSignal): Promise<SearchAnswer> {
  const { ranker, features, now } = parts;
  const query = understood(parts, request, now());
  const { features: decisionFeatures, ...choice } = parts.policy.choose(query);
  const { choices, jointPropensity, policyVersion } = choice;
  const generators = new Map(parts.generators.map((generator) => [generator.name, generator]));
  const { lists, uses } = await generateCandidates(generators, query, choices, signal, parts);

  const united = new Map(bestPlaced(unite(lists), parts.mostRanked).map((candidate) => [candidate.id, candidate]));
  const briefs = await parts.entities.describe([...united.keys()]);
  const candidates = briefs.map(({ id }) => united.get(id)!);
  const input = { candidates, rows: features.rows(query, candidates, briefs) };
  const scores = await ranker.score(input);
  const order = briefs.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const best = await readBest(parts.entities, order, briefs, request.limit);
  const ranked = [...best.keys()];
  const { order: shown, swap } =
    parts.swapping === undefined ? { order: ranked } : swapNeighbours(ranked, parts.swapping);
  const explained = request.explain ? await ranker.explain?.(input) : undefined;

  const columns = features.names.length;
  const impression: Impression = {
    id: parts.newId(),
    at: query.at,
    domain: request.domain,
    query: normalise(request.query),
    userId: request.userId,
    context: request.context,
    results: shown.map((i) => ({
      entityId: candidates[i]!.id,
      sources: candidates[i]!.sources,
      features: [...input.rows.subarray(i * columns, (i + 1) * columns)],
    })),
    featureSchema: features.fingerprint,
    ...(swap === undefined ? {} : { swap }),
    decisionFeatures,
    ...choice,
    rankerVersion: ranker.version,
  };
  parts.log(impression);
  const results = shown.map((i, position): RankedEntity => ({
    entity: shownPart(best.get(i)!),
    score: scores[i]!,
    strategies: candidates[i]!.sources.map(({ strategy }) => strategy),
    ...(explained === undefined ? {} : { contributions: explained[i]! }),
    position: position + 1,
  }));
  const { requestId } = request;
  const { id: impressionId } = impression;
  return {
    requestId,
    impressionId,
    results,
    strategies: uses,
    jointPropensity,
    policyVersion,
    rankerVersion: ranker.version,
  };
}

/** The entities of the best candidates, by their places among all; for one that was removed a moment ago comes the next. */
async function readBest(
  entities: FoundEntities,
  order: readonly number[],
  briefs: readonly EntityBrief[],
  limit: number,
): Promise<Map<number, CatalogueEntity>> {
  const best = new Map<number, CatalogueEntity>();
  for (let next = 0; best.size < limit && next < order.length;) {
    const wanted = order.slice(next, next + limit - best.size);
    next += wanted.length;
    const read = await entities.read(wanted.map((i) => briefs[i]!.id));
    const found = new Map(read.map((entity) => [entity.id, entity]));
    for (const i of wanted) {
      const entity = found.get(briefs[i]!.id);
      if (entity !== undefined) best.set(i, entity);
    }
  }
  return best;
}

/** Those of the best ranks, equal ones as they were met. */
function bestPlaced(
  candidates: readonly UnitedCandidate[],
  most = Number.POSITIVE_INFINITY,
): readonly UnitedCandidate[] {
  if (candidates.length <= most) return candidates;
  const best = ({ sources }: UnitedCandidate): number => Math.min(...sources.map(({ rank }) => rank));
  return candidates
    .map((candidate) => [candidate, best(candidate)] as const)
    .sort((a, b) => a[1] - b[1])
    .slice(0, most)
    .map(([candidate]) => candidate);
}

/** The request as generators are asked it. */
function understood(
  { understand }: SearchParts,
  { domain, query: text, intent, slots, context, userId }: SearchRequest,
  at: number,
): UnderstoodQuery {
  const query = { domain, text, intent, slots, context, userId, at };
  return { ...query, understanding: understand(query) };
}

/** What is searched but not shown stays behind. */
function shownPart({ aliases: _, text: __, tags: ___, ...entity }: CatalogueEntity): Entity {
  return entity;
}
