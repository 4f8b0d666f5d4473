/**
 * Chance that a positive's score exceeds a negative's, ties counted half: the area under the ROC curve.
 *
 * For the detection of out-of-domain utterances: positives are the top scores of utterances on which some hypothesis
 * is right, negatives those of utterances that no domain serves. 1/2 tells nothing, 1 tells them apart.
 * @param positives any finite numbers
 * @param negatives in the same scale
 * @returns in [0, 1]; NaN when either is empty
 * @throws RangeError that names the first score which is not finite
 * @see Hanley & McNeil, "The Meaning and Use of the Area under a ROC Curve", Radiology 1982; Hendrycks & Gimpel, "A
 *   Baseline for Detecting Misclassified and Out-of-Distribution Examples", ICLR 2017
 */
export function areaUnderRoc(positives: ArrayLike<number>, negatives: ArrayLike<number>): number {
  const above = sorted('positives', positives);
  const below = sorted('negatives', negatives);
  let less = 0;
  let atMost = 0;
  let sum = 0;
  for (const score of above) {
    while (less < below.length && below[less]! < score) less++;
    while (atMost < below.length && below[atMost]! <= score) atMost++;
    sum += (less + atMost) / 2;
  }
  return sum / (above.length * below.length);
}

function sorted(name: string, scores: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(scores);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`${name}[${wrong}]: expected a finite score, got ${values[wrong]!}`);
  return values.sort();
}
