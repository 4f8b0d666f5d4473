import fc from 'fast-check';
import { binFeatures } from './index';

/** A column with more distinct values than bins, some of them frequent. */
const longColumn = fc
  .record({
    values: fc.float32Array({ minLength: 256, maxLength: 900, noNaN: true, noDefaultInfinity: true }),
    frequent: fc.array(fc.record({ at: fc.nat(255), times: fc.integer({ min: 1, max: 200 }) }), { maxLength: 4 }),
  })
  .map(({ values, frequent }) =>
    Float32Array.from([...values, ...frequent.flatMap(({ at, times }) => Array<number>(times).fill(values[at]!))]),
  );

const oneColumn = (features: Float32Array) => binFeatures({ columns: 1, features });

/** How many bins hold all values when each is filled before the next begins. */
function binsOfSize(most: number, features: Float32Array): number {
  const counts = new Map<number, number>();
  for (const value of features.toSorted()) counts.set(value, (counts.get(value) ?? 0) + 1);
  let bins = 0;
  let room = 0;
  for (const count of counts.values()) {
    if (count > room) {
      bins++;
      room = Math.max(most, count);
    }
    room -= count;
    if (count > most) room = 0;
  }
  return bins;
}

describe('binFeatures', () => {
  it('gives each distinct value a bin of its own, in their order, where 255 are enough', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -127, max: 127 }), { minLength: 1, maxLength: 600 }), (numbers) => {
        const features = Float32Array.from(numbers, (n) => n / 8);
        const distinct = [...new Set(features)].sort((a, b) => a - b);
        const { bins, thresholds } = oneColumn(features);
        expect([...bins]).toEqual(Array.from(features, (value) => distinct.indexOf(value)));
        expect(thresholds[0]).toHaveLength(distinct.length - 1);
      }),
    );
  });

  it('puts x into the bin whose bounds satisfy lower < x <= upper', () => {
    fc.assert(
      fc.property(longColumn, (features) => {
        const { bins, thresholds } = oneColumn(features);
        const bounds = [-Infinity, ...thresholds[0]!, Infinity];
        features.forEach((x, row) => {
          expect(bounds[bins[row]!]!).toBeLessThan(x);
          expect(x).toBeLessThanOrEqual(bounds[bins[row]! + 1]!);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('makes the fullest bin of several values as small as 255 bins allow, and leaves no bin empty', () => {
    fc.assert(
      fc.property(longColumn, (features) => {
        const { bins, thresholds } = oneColumn(features);
        const members = Array.from({ length: thresholds[0]!.length + 1 }, () => [] as number[]);
        features.forEach((x, row) => members[bins[row]!]!.push(x));
        expect(members.length).toBeLessThanOrEqual(255);
        expect(members.every(({ length }) => length > 0)).toBe(true);
        const fullest = Math.max(0, ...members.filter((m) => new Set(m).size > 1).map(({ length }) => length));
        if (fullest > 0) expect(binsOfSize(fullest - 1, features)).toBeGreaterThan(255);
      }),
      { numRuns: 50 },
    );
  });

  it.each([256, 300, 509, 510, 511, 5000])('uses all 255 bins for %p values that occur once', (count) => {
    const { thresholds } = oneColumn(Float32Array.from({ length: count }, (_, i) => i));
    expect(thresholds[0]).toHaveLength(254);
  });

  it('tells neighbouring float32 values apart', () => {
    const ulp = 2 ** -23;
    const { bins, thresholds } = oneColumn(Float32Array.of(1 + ulp, 1, 1 + 2 * ulp, 1));
    expect([...bins]).toEqual([1, 0, 2, 0]);
    expect([...thresholds[0]!]).toEqual([1, 1 + ulp]);
  });

  it('takes -0 and 0 for one value', () => {
    expect(oneColumn(Float32Array.of(0, -0, 1)).thresholds[0]).toEqual(Float32Array.of(1 / 2));
  });

  it('bins column by column from row-major features', () => {
    const binned = binFeatures({ columns: 2, features: Float32Array.of(5, 0, 7, 0, 5, 1) });
    expect(binned).toEqual({
      columns: 2,
      rows: 3,
      bins: Uint8Array.of(0, 1, 0, 0, 0, 1),
      thresholds: [Float32Array.of(6), Float32Array.of(0.5)],
    });
  });

  it.each([NaN, Infinity, -Infinity])('refuses %p and names its column', (bad) => {
    expect(() => binFeatures({ columns: 2, features: Float32Array.of(0, 1, 2, bad) })).toThrow(
      `features: expected finite numbers, got ${bad} in column 1`,
    );
  });

  it('refuses features that do not fill whole rows', () => {
    expect(() => binFeatures({ columns: 2, features: new Float32Array(3) })).toThrow(
      'features: expected whole rows of 2 columns, got 3 values',
    );
    expect(() => binFeatures({ columns: 0, features: new Float32Array(0) })).toThrow(
      'columns: expected at least 1, got 0',
    );
  });
});
