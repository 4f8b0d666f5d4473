import { median } from '@tiebreak/statistics';

/**
 * The items in the order of one round, each round beginning one further on: in as many rounds as there are items, each
 * stands at each place once. A machine that grows slower within a round then favours nobody.
 */
export function rotated<T>(items: readonly T[], round: number): T[] {
  const first = round % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

/**
 * How many times the floor a measurement is: the median of the ratios within each round, since what one round measures
 * a machine may not repeat in the next.
 * @throws Error when the rounds are not the same number
 */
export function medianRatio(measured: readonly number[], floor: readonly number[]): number {
  if (measured.length !== floor.length)
    throw new Error(`expected as many rounds of both, got ${measured.length} and ${floor.length}`);
  return median(measured.map((value, round) => value / floor[round]!));
}
