import type { ForwardBackward } from './forward-backward';
import { beginOf, insideOf, type Segment } from './labels';

/**
 * Exact probability that exactly these tokens are a segment of this name, whatever the others are: the sum of the
 * probabilities of all label sequences that have it.
 * @see Culotta & McCallum, "Confidence Estimation for Information Extraction", HLT-NAACL 2004
 */
export function segmentMarginal(sums: ForwardBackward, { name, first, last }: Segment): number {
  const { length, labels, emission, transition, forward, backward, scales } = sums;
  const inside = insideOf(name);
  let label = beginOf(name);
  let probability = forward[first * labels + label]!;
  for (let t = first + 1; t <= last; t++, label = inside)
    probability *= (transition[label * labels + inside]! * emission[t * labels + inside]!) / scales[t]!;
  if (last === length - 1) return probability;
  const next = (last + 1) * labels;
  let ended = 0;
  for (let after = 0; after < labels; after++) {
    if (after === inside) continue;
    ended += transition[label * labels + after]! * emission[next + after]! * backward[next + after]!;
  }
  return (probability * ended) / scales[last + 1]!;
}
