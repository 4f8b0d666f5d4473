import { FEATURE_BITS, featureBucket, hashText } from './feature-hash';

const words = Array.from({ length: 300 }, (_, i) => hashText(`word${i}`));
const templates = Array.from({ length: 10 }, (_, i) => i);
const BUCKETS = 2 ** FEATURE_BITS;

/** How many of `count` features would share a bucket with an earlier one if buckets were drawn by chance. */
const byChance = (count: number): number => count - BUCKETS * (1 - (1 - 1 / BUCKETS) ** count);

describe('features in buckets', () => {
  it('are whole numbers below 2^20', () => {
    for (const word of words) {
      const bucket = featureBucket(1, 3, word, -1);
      expect(Number.isInteger(bucket) && bucket >= 0 && bucket < BUCKETS).toBe(true);
    }
  });

  it('collide between templates and words as rarely as by chance', () => {
    const buckets = templates.flatMap((template) => words.map((word) => featureBucket(1, template, word)));
    const collisions = buckets.length - new Set(buckets).size;
    expect(collisions).toBeLessThan(byChance(buckets.length) + 5 * Math.sqrt(byChance(buckets.length)));
  });

  it('collide between pairs of words as rarely as by chance, whichever of the two comes first', () => {
    const some = words.slice(0, 60);
    const buckets = some.flatMap((a) => some.map((b) => featureBucket(1, 40, a, b)));
    const collisions = buckets.length - new Set(buckets).size;
    expect(collisions).toBeLessThan(byChance(buckets.length) + 5 * Math.sqrt(byChance(buckets.length)));
  });

  it('are others under another seed', () => {
    const same = words.filter((word) => featureBucket(1, 3, word) === featureBucket(2, 3, word));
    expect(same.length).toBeLessThan(3);
  });
});
