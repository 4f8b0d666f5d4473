import fc from 'fast-check';
import { holm } from './holm';
import { seededRandom } from './random';

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });

describe('holm', () => {
  it('multiplies the smallest of three by 3, the next by 2, and lets none fall below a smaller one', () => {
    const [a, b, c] = holm([0.03, 0.01, 0.025]);
    expect(b).toBeCloseTo(3 / 100, 15);
    expect(c).toBeCloseTo(5 / 100, 15);
    // .03 alone would stay .03, below the .05 of a smaller value.
    expect(a).toBeCloseTo(5 / 100, 15);
  });

  it('leaves one test as it is and keeps the order of several', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        expect(holm([values[0]!])).toEqual([values[0]]);
        const adjusted = holm(values);
        values.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, p * values.length));
          values.forEach((q, j) => {
            if (p < q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
          });
        });
      }),
    );
  });

  it('rejects any of ten true nulls at .05 in about one family of twenty', () => {
    const random = seededRandom(1);
    const families = Array.from({ length: 4000 }, () => holm(Array.from({ length: 10 }, () => random.uniform())));
    const share = families.filter((adjusted) => Math.min(...adjusted) <= 0.05).length / 4000;
    // 1 - .995^10 = .0489; four standard errors are .0137.
    expect(Math.abs(share - 0.0489)).toBeLessThan(0.0137);
  });

  it('does not count a test that could not be made', () => {
    expect(holm([0.5, NaN, 0.02])).toEqual([0.5, NaN, 0.04]);
    expect(holm([])).toEqual([]);
  });

  it('refuses what is no p-value', () => {
    expect(() => holm([0.5, 1.5])).toThrow('pValues[1]: expected a p-value in [0, 1], got 1.5');
  });
});
