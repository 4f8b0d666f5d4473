import type { RankedLists } from '@tiebreak/objectives';
import { type Random, seededRandom } from '@tiebreak/statistics';

/** Lists of 1 to 5 hypotheses over a normal column, one far from 0, a rare one-hot and a constant; labels are random. */
export function randomLists(lists: number, seed: number): RankedLists {
  const random = seededRandom(seed);
  const sizes = Array.from({ length: lists }, () => 1 + random.integer(5));
  return listsOf(sizes, random, () => ({
    features: [random.normal(), 40 + 3 * random.normal(), random.integer(4) === 0 ? 1 : 0, 5],
    right: random.integer(3) === 0,
  }));
}

/** Lists of four hypotheses, right where exactly one of two one-hots is set: no sum of the features tells. */
export function exclusiveOrLists(lists: number, seed: number): RankedLists {
  const random = seededRandom(seed);
  return listsOf(new Array<number>(lists).fill(4), random, () => {
    const [a, b] = [random.integer(2), random.integer(2)];
    return { features: [a, b, random.normal()], right: a !== b };
  });
}

function listsOf(
  sizes: readonly number[],
  random: Random,
  draw: () => { features: readonly number[]; right: boolean },
): RankedLists {
  const offsets = [0];
  for (const size of sizes) offsets.push(offsets.at(-1)! + size);
  const rows = Array.from({ length: offsets.at(-1)! }, draw);
  return {
    columns: rows[0]!.features.length,
    features: Float32Array.from(rows.flatMap(({ features }) => features)),
    right: Uint8Array.from(rows, ({ right }) => (right ? 1 : 0)),
    semanticError: Float64Array.from(rows, ({ right }) => (right ? 0 : (1 + random.integer(3)) / 2)),
    offsets: Int32Array.from(offsets),
    own: Uint8Array.from(sizes, () => (random.integer(3) === 0 ? 0 : 1)),
  };
}
