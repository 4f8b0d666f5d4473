import type { Random } from '@tiebreak/statistics';

/**
 * A share of the items without replacement, at least one of them, in the order that they came in. Every subset of that
 * size is equally likely. The whole share draws no random number.
 * @see Knuth, "The Art of Computer Programming", volume 2, section 3.4.2, algorithm S
 */
export function sampleShare(items: Int32Array, share: number, random: Random): Int32Array {
  const size = Math.max(1, Math.round(share * items.length));
  if (size >= items.length) return items.slice();
  const sample = new Int32Array(size);
  let taken = 0;
  for (let i = 0; taken < size; i++) {
    if (random.uniform() * (items.length - i) < size - taken) sample[taken++] = items[i]!;
  }
  return sample;
}
