import fc from 'fast-check';
import { minimize, type Objective } from './index';

/** 1/2 sum c_i (x_i - m_i)^2 */
const bowl = (curvatures: number[], centre: number[]): Objective => ({
  evaluate(x, gradient) {
    return x.reduce((sum, xi, i) => {
      gradient[i] = curvatures[i]! * (xi - centre[i]!);
      return sum + 0.5 * curvatures[i]! * (xi - centre[i]!) ** 2;
    }, 0);
  },
});

const rosenbrock: Objective = {
  evaluate(p, gradient) {
    const [x, y] = p as unknown as [number, number];
    gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x);
    gradient[1] = 200 * (y - x * x);
    return 100 * (y - x * x) ** 2 + (1 - x) ** 2;
  },
};

describe('L-BFGS', () => {
  it('finds the bottom of every ill-conditioned bowl', () => {
    const entry = fc.record({
      curvature: fc.double({ min: 0.01, max: 1000, noNaN: true }),
      centre: fc.double({ min: -10, max: 10, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 8 }), (entries) => {
        const centre = entries.map((e) => e.centre);
        const options = { maxIterations: 2000, gradientTolerance: 1e-9, relativeDecrease: 0 };
        const { point } = minimize(
          bowl(
            entries.map((e) => e.curvature),
            centre,
          ),
          new Float64Array(entries.length),
          options,
        );
        point.forEach((x, i) => {
          expect(Math.abs(x - centre[i]!)).toBeLessThan(1e-5);
        });
      }),
    );
  });

  it("follows Rosenbrock's curved valley to (1, 1)", () => {
    const { point, converged } = minimize(rosenbrock, Float64Array.of(-1.2, 1), { relativeDecrease: 0 });
    expect(converged).toBe(true);
    expect(point[0]).toBeCloseTo(1, 5);
    expect(point[1]).toBeCloseTo(1, 5);
  });

  it('never returns a higher value than it started from, and says when iterations ran out', () => {
    const start = Float64Array.of(-1.2, 1);
    const { value, converged, iterations } = minimize(rosenbrock, start, { maxIterations: 3 });
    expect(value).toBeLessThan(rosenbrock.evaluate(start, new Float64Array(2)));
    expect({ converged, iterations }).toEqual({ converged: false, iterations: 3 });
  });

  it('refuses to start where the function is not finite', () => {
    expect(() => minimize({ evaluate: () => NaN }, new Float64Array(1))).toThrow(/finite value.*got NaN/);
  });
});
