import { assert, double, integer, property, array } from 'fast-check';
import { seededRandom } from '@tiebreak/statistics';
import { entityVectors } from './entity-vectors';
import { orthonormalise } from './orthonormalise';

describe('columns made orthonormal', () => {
  it('have unit length and are at right angles, or are 0', () => {
    assert(
      property(
        integer({ min: 1, max: 5 }),
        array(double({ min: -9, max: 9, noNaN: true }), { minLength: 5, maxLength: 30 }),
        (columns, values) => {
          const rows = Math.floor(values.length / columns);
          const matrix = Float64Array.from(values.slice(0, rows * columns));
          orthonormalise(matrix, rows, columns);
          const column = (c: number) => Array.from({ length: rows }, (_, row) => matrix[row * columns + c]!);
          for (let a = 0; a < columns; a++)
            for (let b = 0; b <= a; b++) {
              const dot = column(a).reduce((sum, x, i) => sum + x * column(b)[i]!, 0);
              if (a !== b) expect(dot).toBeCloseTo(0, 6);
              else expect(Math.min(Math.abs(dot), Math.abs(dot - 1))).toBeLessThan(1e-6);
            }
        },
      ),
    );
  });
});

describe('vectors of entities from who chose what', () => {
  /** Two groups of users; each chooses among the five entities of its own, and entity 10 is everybody's. */
  const random = seededRandom(1);
  const pairs = Array.from({ length: 60 }, (_, user) => {
    const own = [0, 1, 2, 3, 4].map((i) => i + 5 * (user % 2));
    return [...random.shuffle(own).slice(0, 3), 10].map((entity) => [user, entity] as const);
  }).flat();
  const actions = {
    users: Uint32Array.from(pairs, ([user]) => user),
    entities: Uint32Array.from(pairs, ([, entity]) => entity),
    userCount: 60,
    entityCount: 12,
  };
  const vectors = entityVectors(actions, { dimensions: 4, seed: 1 });
  const cosine = (a: number, b: number) =>
    Array.from({ length: 4 }, (_, i) => vectors[a * 4 + i]! * vectors[b * 4 + i]!).reduce((sum, x) => sum + x);

  it('are nearer to those of their own group than to the other', () => {
    for (let a = 0; a < 5; a++)
      for (let b = 0; b < 5; b++) expect(cosine(a, b)).toBeGreaterThan(cosine(a, 5 + b) + 0.3);
  });

  it('have unit length, and are 0 for what nobody chose', () => {
    for (let entity = 0; entity < 11; entity++) expect(cosine(entity, entity)).toBeCloseTo(1, 5);
    expect([...vectors.subarray(44)]).toEqual([0, 0, 0, 0]);
  });

  it('are the same for the same seed', () => {
    expect(entityVectors(actions, { dimensions: 4, seed: 1 })).toEqual(vectors);
  });
});
