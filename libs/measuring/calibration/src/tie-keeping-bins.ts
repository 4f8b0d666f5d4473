import { checkBins } from './bins';

/**
 * Cuts sorted scores into bins of about equal mass, without ever cutting a run of equal scores: the bin that it starts
 * in takes all of it. A cut inside a tie would sort the wrongs from the rights.
 * @param scores ascending
 * @param bins at most so many; bins without outcomes are not among them
 * @returns ranges [start, end) that cover the scores in order
 * @throws RangeError when `bins` is no count
 */
export function tieKeepingBins(scores: Float64Array, bins: number): readonly (readonly [start: number, end: number])[] {
  checkBins(bins);
  const count = scores.length;
  const ranges: [number, number][] = [];
  for (let bin = 1, start = 0; bin <= bins; bin++) {
    let end = Math.floor((bin * count) / bins);
    if (end <= start) continue;
    while (end < count && scores[end] === scores[end - 1]) end++;
    ranges.push([start, end]);
    start = end;
  }
  return ranges;
}
