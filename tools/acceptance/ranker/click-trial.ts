import {
  EVEN,
  harvestInterventions,
  harvestWithTrust,
  type JudgedQueries,
  type LinearRanker,
  type Propensities,
  scoreLinear,
  selectQueries,
  simulateClicks,
  swappedNeighbours,
  trainListwise,
  weighClicks,
} from '@tiebreak/learning-to-rank';
import { mean, seededRandom } from '@tiebreak/statistics';

/** What rankers are learned from. */
export const LEARNED_BY = [
  'five judged queries (logging)',
  'naive',
  'swapped',
  'harvested',
  'harvested, trust',
  'true propensities',
  'all judgements',
] as const;
export type TrialName = (typeof LEARNED_BY)[number];

/** The rankers learned from one simulated log. */
export interface ClickTrial {
  /** Queries that none of them saw. */
  readonly unseen: readonly number[];
  /** Scores of all candidates by each. */
  readonly scores: Partial<Record<TrialName, Float64Array>>;
  /** Effective and actual clicks. */
  readonly effective: Partial<Record<TrialName, number>>;
  readonly actions: Partial<Record<TrialName, number>>;
  /** Mean over places of |ln(estimated / true)|, of the examination relative to the first place. */
  readonly errors: Partial<Record<TrialName, number>>;
}

const PLACES = 10;
const EXAMINATION = Array.from({ length: PLACES }, (_, place) => 1 / (1 + place));
/** Probability that an irrelevant result is clicked because it stands first, by user. */
const TRUST = { 'looks down the list': 0, 'trusts the first place': 0.3 } as const;
const NOISE = 0.05;
const HIGHEST_GRADE = 4;
const L2 = 0.03;

/** Clicks of a user on two thirds of the queries, and what is learned from them. */
export function clickTrial(
  judged: JudgedQueries,
  user: keyof typeof TRUST,
  { impressions, seed }: { readonly impressions: number; readonly seed: number },
): ClickTrial {
  const trust = TRUST[user];
  const random = seededRandom(seed);
  const order = random.shuffle(Array.from({ length: judged.offsets.length - 1 }, (_, query) => query));
  const third = Math.floor(order.length / 3);
  const learned = selectQueries(judged, order.slice(third));
  const logging = [0, 5].map((first) =>
    trainListwise(selectQueries(judged, order.slice(third + first, third + first + 5)), { l2: 0.1 }),
  );
  const simulation = {
    examination: EXAMINATION,
    trust,
    attraction: (grade: number) => NOISE + (1 - NOISE) * ((2 ** grade - 1) / (2 ** HIGHEST_GRADE - 1)),
    rankers: logging.map((ranker) => scoreLinear(ranker, learned.features)),
    swapShare: 0.2,
  };
  // Logged is where a candidate's features are, and not the features: they would be repeated in every impression.
  const places = { ...learned, columns: 1, features: Float32Array.from(learned.grades.keys()) };
  const log = simulateClicks(places, simulation, impressions, random);
  // In these units a relevant result at the first place is clicked by relevance with probability 1 - trust.
  const truth = {
    examination: Float64Array.from(EXAMINATION, (p, place) => (place === 0 ? 1 : p / (1 - trust))),
    relevantShare: 1 - trust / mean(log.map(({ results }) => (results[0]!.action === 'none' ? 0 : 1))),
  };
  const estimates: Partial<Record<TrialName, Propensities>> = {
    naive: EVEN,
    ...(trust === 0 ? { swapped: swappedNeighbours(log) } : {}),
    harvested: harvestInterventions(log),
    ...(trust === 0 ? {} : { 'harvested, trust': harvestWithTrust(log) }),
    'true propensities': truth,
  };
  const trial: ClickTrial = { unseen: order.slice(0, third), scores: {}, effective: {}, actions: {}, errors: {} };
  const score = (name: TrialName, ranker: LinearRanker): void => {
    trial.scores[name] = scoreLinear(ranker, judged.features);
  };
  score('five judged queries (logging)', logging[0]!);
  score('all judgements', trainListwise(learned, { l2: L2 }));
  for (const [name, propensities] of Object.entries(estimates) as [TrialName, Propensities][]) {
    const { queries, effectiveSampleSize, actions } = weighClicks(log, propensities);
    score(name, trainListwise(mergeLists(queries, learned), { l2: L2 }));
    trial.effective[name] = effectiveSampleSize;
    trial.actions[name] = actions;
    trial.errors[name] = errorOf(propensities, truth.examination);
  }
  return trial;
}

/**
 * Impressions that showed the same candidates of a query as one, their weighted clicks added up: to a loss that is linear in
 * them it is the same, and there are far fewer.
 * @param weighed one query for each impression with a click; its only feature is the candidate's row in `candidates`
 */
function mergeLists(weighed: JudgedQueries, candidates: JudgedQueries): JudgedQueries {
  const lists = new Map<string, Map<number, number>>();
  for (let query = 0; query + 1 < weighed.offsets.length; query++) {
    const [first, end] = [weighed.offsets[query]!, weighed.offsets[query + 1]!];
    const rows = weighed.features.slice(first, end);
    const shown = rows.slice().sort().join();
    const list = lists.get(shown) ?? new Map<number, number>();
    lists.set(shown, list);
    rows.forEach((row, place) => {
      const clicked = weighed.grades[first + place]! > 0 ? weighed.weights![first + place]! : 0;
      list.set(row, (list.get(row) ?? 0) + clicked);
    });
  }
  const rows = [...lists.values()].flatMap((list) => [...list]);
  let end = 0;
  const offsets = Int32Array.from([0, ...[...lists.values()].map((list) => (end += list.size))]);
  const { features, columns } = candidates;
  const merged = new Float32Array(rows.length * columns);
  rows.forEach(([row], i) => {
    merged.set(features.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return {
    columns,
    features: merged,
    grades: Float64Array.from(rows, ([, weight]) => (weight > 0 ? 1 : 0)),
    weights: Float64Array.from(rows, ([, weight]) => weight),
    offsets,
  };
}

function errorOf({ examination }: Propensities, truth: Float64Array): number {
  const below = [...truth.keys()].slice(1);
  return mean(
    below.map((place) => Math.abs(Math.log(examination[Math.min(place, examination.length - 1)]! / truth[place]!))),
  );
}
