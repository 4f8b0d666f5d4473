import { checkGrades, discountedGain, type GainOptions } from './discounted-gain';

/**
 * Normalised discounted cumulative gain: the discounted gain of a ranking over that of the best one, which holds the
 * judged items by falling grade. Both are cut off at the same place.
 *
 * Items of equal score stand as they are given: who sorts by score must do it stably, or ties fall by chance.
 * @param ranked grade of each item, the first place first: finite, at least 0; 0 for one that nobody has judged
 * @param judged grades of all judged items, in any order, those that the ranking lacks included
 * @returns in [0, 1], up to rounding; NaN when no judged item is relevant: leave such queries out of a mean
 * @throws RangeError that names a grade or cut-off which is none, or a ranked grade that is not among the judged
 * @see Järvelin & Kekäläinen, "Cumulated Gain-Based Evaluation of IR Techniques", TOIS 2002; Burges et al., "Learning
 *   to Rank Using Gradient Descent", ICML 2005
 */
export function ndcg(ranked: ArrayLike<number>, judged: ArrayLike<number>, options: GainOptions = {}): number {
  checkGrades('judged', judged);
  const best = falling(judged);
  const gained = discountedGain(ranked, options);
  checkAmong(falling(ranked), best);
  return gained / discountedGain(best, options);
}

function falling(grades: ArrayLike<number>): Float64Array {
  return Float64Array.from(grades).sort().reverse();
}

/** A ranking that repeats an item, or takes the judgements of another query, would pass for better than the best. */
function checkAmong(ranked: Float64Array, judged: Float64Array): void {
  let next = 0;
  for (const grade of ranked) {
    if (grade === 0) return;
    while (next < judged.length && judged[next]! > grade) next++;
    if (judged[next] !== grade)
      throw new RangeError(
        `ranked: expected each item once, with the grade it is judged; grade ${grade} is one too many`,
      );
    next++;
  }
}
