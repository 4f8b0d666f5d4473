/** Log-potentials of a linear-chain CRF for one sequence: what `exp` of is multiplied along it. */
export interface Potentials {
  readonly length: number;
  readonly labels: number;
  /** Score of each label at each position, [length, labels]. Finite. */
  readonly emissions: Float64Array;
  /** Score of each label after each other, [labels + 1, labels], the last row for the first position; -Infinity where it may not stand. */
  readonly transitions: Float64Array;
}

/** Sum of the potentials along a sequence of labels; `exp(pathScore - logPartition)` is its probability. */
export function pathScore({ labels, emissions, transitions }: Potentials, path: ArrayLike<number>): number {
  let score = 0;
  for (let t = 0, previous = labels; t < path.length; previous = path[t++]!)
    score += transitions[previous * labels + path[t]!]! + emissions[t * labels + path[t]!]!;
  return score;
}
