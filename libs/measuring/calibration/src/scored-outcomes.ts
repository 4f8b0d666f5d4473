/** Scores beside what came of them, in any order; the two lists are parallel. */
export interface ScoredOutcomes {
  /** Probabilities of being right, in [0, 1]. */
  readonly scores: ArrayLike<number>;
  /** 1 where the scored hypothesis was right, 0 where it was not. */
  readonly right: ArrayLike<number>;
}

/**
 * How many outcomes there are, once each is known to be a probability with a 0 or 1.
 * @throws RangeError that names the first outcome which is not
 */
export function countOutcomes({ scores, right }: ScoredOutcomes): number {
  const count = scores.length;
  if (right.length !== count)
    throw new RangeError(`expected as many outcomes as scores, got ${right.length} and ${count}`);
  for (let i = 0; i < count; i++) {
    const score = scores[i]!;
    if (!(score >= 0 && score <= 1)) throw new RangeError(`scores[${i}]: expected a probability, got ${score}`);
    const outcome = right[i]!;
    if (outcome !== 0 && outcome !== 1) throw new RangeError(`right[${i}]: expected 0 or 1, got ${outcome}`);
  }
  return count;
}

/** Outcomes by ascending score, and among equal scores the wrong before the right. */
export function sortOutcomes({ scores, right }: ScoredOutcomes): { scores: Float64Array; right: Uint8Array } {
  const count = scores.length;
  let rights = 0;
  for (let i = 0; i < count; i++) rights += right[i]!;
  const ofRight = new Float64Array(rights);
  const ofWrong = new Float64Array(count - rights);
  for (let i = 0, r = 0, w = 0; i < count; i++) {
    if (right[i] === 1) ofRight[r++] = scores[i]!;
    else ofWrong[w++] = scores[i]!;
  }
  // Numbers alone sort natively, several times faster than pairs by a comparator; merging restores the pairs.
  ofRight.sort();
  ofWrong.sort();
  const sorted = { scores: new Float64Array(count), right: new Uint8Array(count) };
  for (let i = 0, r = 0, w = 0; i < count; i++) {
    const takeRight = w === ofWrong.length || (r < rights && ofRight[r]! < ofWrong[w]!);
    sorted.right[i] = takeRight ? 1 : 0;
    sorted.scores[i] = takeRight ? ofRight[r++]! : ofWrong[w++]!;
  }
  return sorted;
}
