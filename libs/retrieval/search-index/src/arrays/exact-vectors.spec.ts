import { seededRandom } from '@tiebreak/statistics';
import { ExactVectors } from './exact-vectors';

const DIMENSIONS = 16;
const DEPTH = 10;

function unit(values: Float32Array): Float32Array {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

/** Vectors of unit length, which keep to a direction as far as `spread` lets them. */
function drawn(count: number, spread: number, seed: number): Float32Array[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () =>
    unit(Float32Array.from({ length: DIMENSIONS }, (_, i) => (i === 0 ? 1 : 0) + spread * random.normal())),
  );
}

function flat(vectors: readonly Float32Array[]): Float32Array {
  return Float32Array.from(
    { length: vectors.length * DIMENSIONS },
    (_, i) => vectors[Math.floor(i / DIMENSIONS)]![i % DIMENSIONS]!,
  );
}

/** One product after the other. */
function nearestOf(vectors: readonly Float32Array[], question: Float32Array): number[] {
  return vectors
    .map((vector) => vector.reduce((sum, value, i) => sum + value * question[i]!, 0))
    .sort((a, b) => b - a)
    .slice(0, DEPTH);
}

describe('nearest neighbours through rounded vectors', () => {
  it.each([
    ['all directions', 5_000, 100],
    ['one direction, where rounding says nothing', 5_000, 0.001],
    ['directions between these', 5_000, 0.3],
    ['few vectors', 50, 100],
  ])('are those of exact products, of %s', async (_, count, spread) => {
    const vectors = drawn(count, spread, 1);
    const index = await ExactVectors.create(flat(vectors), DIMENSIONS);
    for (const question of [...drawn(20, 100, 2), ...vectors.slice(0, 5)]) {
      const found = await index.nearest(question, DEPTH);
      const expected = nearestOf(vectors, question);
      found.forEach(({ row, score }, i) => {
        expect(score).toBeCloseTo(expected[i]!, 5);
        expect(score).toBeCloseTo(nearestOf([vectors[row]!], question)[0]!, 5);
      });
      expect(new Set(found.map(({ row }) => row)).size).toBe(DEPTH);
    }
  });

  it('are also those that came later', async () => {
    const vectors = drawn(5_000, 100, 3);
    const index = await ExactVectors.create(flat(vectors), DIMENSIONS);
    const later = drawn(3, 100, 4);
    later.forEach((vector, i) => {
      index.set(vectors.length + i, vector);
    });
    for (const [i, vector] of later.entries())
      expect((await index.nearest(vector, DEPTH))[0]!.row).toBe(vectors.length + i);
    expect((await index.nearest(vectors[7]!, DEPTH))[0]!.row).toBe(7);
  });

  it('are none of none', async () => {
    const index = await ExactVectors.create(new Float32Array(), DIMENSIONS);
    expect(await index.nearest(drawn(1, 1, 5)[0]!, DEPTH)).toEqual([]);
  });
});
