import type { DecisionContext } from './decision-context';
import { levelOfDepth, levelOfRank } from './decision-space';

/** A choice that was made, and what came of it: what policies learn from. */
export interface DecisionOutcome {
  /** Place in the log; outcomes are learned from in its order. */
  readonly position: number;
  readonly context: DecisionContext;
  /** Depth of each strategy as it was asked, 0 when it did not run. */
  readonly depths: readonly number[];
  /**
   * Rank of the entity that the user confirmed in each strategy's list, 0 where it is not in it; all 0 when nothing was
   * confirmed. What stands for a strategy that did not run is not looked at: not run is not failed.
   */
  readonly ranks: readonly number[];
}

/** What is known of one strategy's list: it reached the entity at `foundAt`, or missed it down to `level`. */
export interface Reach {
  /** Level that it ran at, at least 1. */
  readonly level: number;
  /** In 1 to `level`; greater when it missed. */
  readonly foundAt: number;
}

/** The reach of each strategy; undefined for those that did not run. */
export function reaches({ depths, ranks }: Pick<DecisionOutcome, 'depths' | 'ranks'>): (Reach | undefined)[] {
  return depths.map((depth, s) => {
    const level = levelOfDepth(depth);
    return level === 0 ? undefined : { level, foundAt: levelOfRank(ranks[s]!) };
  });
}
