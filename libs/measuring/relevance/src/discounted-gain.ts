import { places } from './cutoff';

/** What an item of a grade is worth: 2^grade - 1, or the grade itself. For grades of 0 and 1 they are the same. */
export type Gain = 'exponential' | 'linear';

export interface GainOptions {
  /** The first so many places count; all when left out. */
  readonly cutoff?: number;
  /** 'exponential' when left out: the best items then outweigh many fair ones. */
  readonly gain?: Gain;
}

/**
 * Discounted cumulative gain: sum over places i = 1, 2, ... of gain(grade_i) / log2(i + 1).
 *
 * The ranking is taken as it stands: among items of equal score the order given is the order judged, and no mean
 * over their orders is formed.
 * @param ranked grade of each item, the first place first: finite, at least 0; 0 for one that nobody has judged
 * @returns at least 0; compares only for the same judgements, as the best that can be had depends on them
 * @throws RangeError that names a grade or cut-off which is none
 * @see Järvelin & Kekäläinen, "Cumulated Gain-Based Evaluation of IR Techniques", TOIS 2002, with linear gain and no
 *   discount before the second place; Burges et al., "Learning to Rank Using Gradient Descent", ICML 2005, for
 *   2^grade - 1 and this discount
 */
export function discountedGain(
  ranked: ArrayLike<number>,
  { cutoff = Infinity, gain = 'exponential' }: GainOptions = {},
): number {
  checkGrades('ranked', ranked);
  const end = places(ranked, cutoff);
  let sum = 0;
  for (let i = 0; i < end; i++) sum += gainOf(ranked[i]!, gain) * discountAt(i);
  return sum;
}

/** What an item of a grade is worth at the first place. */
export function gainOf(grade: number, gain: Gain = 'exponential'): number {
  switch (gain) {
    case 'exponential':
      return 2 ** grade - 1;
    case 'linear':
      return grade;
  }
}

/** The share of an item's worth that counts at a place, from 0: 1 at the first, falling. */
export function discountAt(place: number): number {
  return 1 / Math.log2(place + 2);
}

/** @throws RangeError that names the first grade which is not finite or below 0 */
export function checkGrades(name: string, grades: ArrayLike<number>): void {
  for (let i = 0; i < grades.length; i++) {
    const grade = grades[i]!;
    if (!(grade >= 0 && grade < Infinity))
      throw new RangeError(`${name}[${i}]: expected a finite grade of at least 0, got ${grade}`);
  }
}
