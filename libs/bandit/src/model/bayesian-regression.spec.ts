import { mean, seededRandom } from '@tiebreak/statistics';
import fc from 'fast-check';
import { type Belief, drawWeights, observe, sigmoid, varianceOf } from './bayesian-regression';

/** Independent weights of mean 0 and the given variance. */
const prior = (size: number, variance: number): Belief => ({
  mean: new Float64Array(size),
  covariance: Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? variance : 0)),
});
const features = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 });
const outcomes = fc.array(fc.tuple(features, fc.constantFrom(0, 1)), { minLength: 1, maxLength: 15 });

describe('a belief about weights', () => {
  it('has its mean where the gradient of prior and outcome is 0, after one outcome', () => {
    fc.assert(
      fc.property(
        features,
        fc.constantFrom(0, 1),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        (x, outcome, variance) => {
          const belief = prior(3, variance);
          const row = Float64Array.from(x);
          observe(belief, row, outcome, 'logistic');
          const residual = outcome - sigmoid(belief.mean.reduce((sum, weight, i) => sum + weight * x[i]!, 0));
          belief.mean.forEach((weight, i) => {
            expect(weight).toBeCloseTo(variance * residual * x[i]!, 8);
          });
        },
      ),
    );
  });

  it('has mean 16/33 and variance 2/33 after one outcome of 1 at x = 2, with a linear link and a prior variance of 2', () => {
    // Precision 1/2 + 4/(1/4) = 33/2, so variance 2/33 and mean 2/33 * 2/(1/4) = 16/33.
    const belief = prior(1, 2);
    observe(belief, Float64Array.of(2), 1, 'linear');
    expect(belief.mean[0]).toBeCloseTo(16 / 33, 12);
    expect(belief.covariance[0]).toBeCloseTo(2 / 33, 12);
  });

  it('does not depend on the order of outcomes with a linear link', () => {
    fc.assert(
      fc.property(outcomes, (seen) => {
        const [there, back] = [prior(3, 1), prior(3, 1)];
        for (const [x, outcome] of seen) observe(there, Float64Array.from(x), outcome, 'linear');
        for (const [x, outcome] of seen.toReversed()) observe(back, Float64Array.from(x), outcome, 'linear');
        there.mean.forEach((weight, i) => {
          expect(weight).toBeCloseTo(back.mean[i]!, 9);
        });
      }),
    );
  });

  it('is the surer, in every direction, the more was seen, and never certain', () => {
    fc.assert(
      fc.property(outcomes, features, (seen, direction) => {
        const belief = prior(3, 1);
        const along = Float64Array.from(direction, (value) => value + 0.1);
        let before = varianceOf(belief, along);
        for (const [x, outcome] of seen) {
          observe(belief, Float64Array.from(x), outcome, 'logistic');
          const after = varianceOf(belief, along);
          expect(after).toBeLessThanOrEqual(before * (1 + 1e-9));
          before = after;
        }
        expect(before).toBeGreaterThan(0);
      }),
    );
  });

  it('comes near the weights that outcomes were drawn by', () => {
    const random = seededRandom(3);
    const belief = prior(3, 4);
    const truth = [0.5, -1, 1.5];
    for (let i = 0; i < 8_000; i++) {
      const x = Float64Array.of(1, random.normal(), random.normal());
      const p = sigmoid(x.reduce((sum, value, k) => sum + value * truth[k]!, 0));
      observe(belief, x, random.uniform() < p ? 1 : 0, 'logistic');
    }
    belief.mean.forEach((weight, i) => {
      const deviation = Math.sqrt(belief.covariance[i * 4]!);
      expect(Math.abs(weight - truth[i]!)).toBeLessThan(4 * deviation);
      expect(deviation).toBeLessThan(0.1);
    });
  });

  it('gives draws of its mean and covariance', () => {
    const belief = prior(2, 1);
    observe(belief, Float64Array.of(1, 1), 1, 'linear');
    const weights = drawWeights(belief, 20_000, 1, seededRandom(5));
    const first = weights.filter((_, i) => i % 2 === 0);
    const second = weights.filter((_, i) => i % 2 === 1);
    expect(mean(first)).toBeCloseTo(belief.mean[0]!, 1);
    const product = first.map((value, i) => (value - belief.mean[0]!) * (second[i]! - belief.mean[1]!));
    expect(mean(product)).toBeCloseTo(belief.covariance[1]!, 1);
    expect(drawWeights(belief, 2, 0, seededRandom(1))).toEqual(Float64Array.of(...belief.mean, ...belief.mean));
  });
});
