/** How many candidates a strategy may be asked for; 0 is not to run it. */
export const DEPTHS = [0, 10, 25, 50, 100] as const;
export type Depth = (typeof DEPTHS)[number];

/** Steps of depth above 0. */
export const LEVELS = DEPTHS.length - 1;

/** What there is to choose among, and what is known when choosing: names, in the order in which numbers stand. */
export interface DecisionSpace {
  readonly strategies: readonly string[];
  readonly queryFeatures: readonly string[];
  /** Known of each strategy. */
  readonly strategyFeatures: readonly string[];
}

/**
 * The least level at which a list reaches a rank.
 * @param rank 1 for the first; 0 for a miss
 * @returns in 1 to `LEVELS`; `LEVELS` + 1 for a miss or a rank beyond the greatest depth
 */
export function levelOfRank(rank: number): number {
  if (rank < 1) return LEVELS + 1;
  let level = 1;
  while (level <= LEVELS && DEPTHS[level]! < rank) level++;
  return level;
}

/** The level whose depth this is. @throws RangeError when it is none of `DEPTHS` */
export function levelOfDepth(depth: number): number {
  const level = (DEPTHS as readonly number[]).indexOf(depth);
  if (level < 0) throw new RangeError(`depth: expected one of ${DEPTHS.join(', ')}, got ${depth}`);
  return level;
}
