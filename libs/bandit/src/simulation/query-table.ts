import type { DecisionContext } from '../decision/decision-context';
import { type DecisionSpace, DEPTHS, levelOfRank } from '../decision/decision-space';
import { costOf, type Price } from '../choosing/price';

/** A query with what every strategy found, so that nothing has to be searched again. */
export interface TableQuery {
  readonly id: string;
  /** What it is counted under, such as "typos"; policies do not see it. */
  readonly kind: string;
  /** Lines that ask the same for other entities have one group: they are not independent. The id when left out. */
  readonly group?: string;
  readonly context: DecisionContext;
  /** Rank of the wanted entity in each strategy's list of the greatest depth; 0 when it is not there. */
  readonly ranks: readonly number[];
}

export interface QueryTable {
  readonly space: DecisionSpace;
  readonly queries: readonly TableQuery[];
}

/** Whether strategies at these levels find what the query wants. */
export function covers(levels: ArrayLike<number>, { ranks }: TableQuery): boolean {
  return ranks.some((rank, s) => rank > 0 && rank <= DEPTHS[levels[s]!]!);
}

/** Candidates that levels ask for. */
export function candidatesOf(levels: Uint8Array): number {
  return levels.reduce((sum, level) => sum + DEPTHS[level]!, 0);
}

/** 1 when it is found, 0 when not, minus what looking for it cost. */
export function valueOf(levels: ArrayLike<number>, query: TableQuery, price: Price): number {
  return (covers(levels, query) ? 1 : 0) - costOf(levels, query.context.latencies, price);
}

/** What a choice that knows the ranks is worth: the cheapest strategy that finds it, or nothing at all. */
export function clairvoyantValue({ ranks, context }: TableQuery, price: Price): number {
  return ranks.reduce((best, rank, s) => {
    const depth = DEPTHS[levelOfRank(rank)];
    if (depth === undefined) return best;
    return Math.max(best, 1 - price.perCandidate * depth - price.perMillisecond * context.latencies[s]!);
  }, 0);
}

/** The table as it would be if a strategy found nothing any more. */
export function withBroken({ space, queries }: QueryTable, strategy: number): QueryTable {
  return {
    space,
    queries: queries.map((query) => ({ ...query, ranks: query.ranks.map((rank, s) => (s === strategy ? 0 : rank)) })),
  };
}
