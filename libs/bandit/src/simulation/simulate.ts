import { seededRandom } from '@tiebreak/statistics';
import type { DecisionOutcome } from '../decision/decision-outcome';
import { levelOfDepth } from '../decision/decision-space';
import { applyFeedback, policyFrom, type PolicyState } from '../state/policy-state';
import { covers, type QueryTable } from './query-table';

export interface SimulationOptions {
  readonly rounds: number;
  /** Of queries, choices and the user. Policies with the same seed meet the same queries. */
  readonly seed: number;
  /** Outcomes that a policy learns from at once; 50 when left out. */
  readonly batch?: number;
  /** Rounds until an outcome is known; 0 when left out. */
  readonly delay?: number;
  /** Probability that the user does not confirm what was found; 0 when left out. */
  readonly noise?: number;
  /** A strategy that finds nothing from some round on. */
  readonly broken?: { readonly strategy: number; readonly from: number };
  readonly onProgress?: (share: number) => void;
}

/** What happened in each round. */
export interface SimulationRun {
  /** Indices into the table. */
  readonly queries: Int32Array;
  /** Row-major, round by strategy. */
  readonly levels: Uint8Array;
  /** 1 where the entity was found, whether confirmed or not. */
  readonly found: Uint8Array;
  /** The policy at the end. */
  readonly state: PolicyState;
}

const BATCH = 50;

/**
 * Lets a policy meet a stream of queries, drawn from a table with replacement, and a user who confirms what is found. It
 * learns in batches, as late as feedback comes, and sees nothing of strategies that it did not run.
 */
export function simulate({ queries }: QueryTable, initial: PolicyState, options: SimulationOptions): SimulationRun {
  const { rounds, seed, batch = BATCH, delay = 0, noise = 0, broken, onProgress } = options;
  const { queries: stream, lucky } = drawStream(queries.length, rounds, seed, noise);
  const strategies = initial.space.strategies.length;
  const levels = new Uint8Array(rounds * strategies);
  const found = new Uint8Array(rounds);
  let [state, policy] = [initial, policyFrom(initial)];
  const waiting: DecisionOutcome[] = [];
  for (let t = 0; t < rounds; t++) {
    if (t % batch === 0) {
      const known = waiting.findIndex(({ position }) => position >= t - delay);
      const due = waiting.splice(0, known < 0 ? waiting.length : known);
      if (due.length > 0) {
        state = applyFeedback(state, due);
        policy = policyFrom(state);
      }
      onProgress?.(t / rounds);
    }
    const drawn = queries[stream[t]!]!;
    const query =
      broken === undefined || t < broken.from ? drawn : { ...drawn, ranks: drawn.ranks.with(broken.strategy, 0) };
    const { depths } = policy.choose(query.context, seed * rounds + t);
    const chosen = depths.map(levelOfDepth);
    levels.set(chosen, t * strategies);
    const isFound = covers(chosen, query);
    found[t] = isFound ? 1 : 0;
    const ranks = isFound && lucky[t] === 1 ? query.ranks : query.ranks.map(() => 0);
    waiting.push({ position: t, context: query.context, depths, ranks });
  }
  return { queries: stream, levels, found, state };
}

/** Queries of each round, and whether the user would confirm then. */
function drawStream(
  count: number,
  rounds: number,
  seed: number,
  noise: number,
): { queries: Int32Array; lucky: Uint8Array } {
  const random = seededRandom(seed);
  const queries = new Int32Array(rounds);
  const lucky = new Uint8Array(rounds);
  for (let t = 0; t < rounds; t++) {
    queries[t] = random.integer(count);
    lucky[t] = random.uniform() < noise ? 0 : 1;
  }
  return { queries, lucky };
}
