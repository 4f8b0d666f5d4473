/** Turns scores into the probabilities proportional to their exponentials, in place. @returns the logarithm of the exponentials' sum */
export function softmax(scores: Float64Array): number {
  const largest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp(scores[i]! - largest);
  for (let i = 0; i < scores.length; i++) scores[i]! /= sum;
  return largest + Math.log(sum);
}
