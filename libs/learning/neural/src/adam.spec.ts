import fc from 'fast-check';
import { adam } from './adam';

describe('Adam', () => {
  it('first moves every coordinate by the learning rate against its gradient, whatever its size', () => {
    const point = Float64Array.of(1, 1, 1);
    adam(3)(point, Float64Array.of(1e-3, -1e6, 0), 0.25);
    expect(point[0]).toBeCloseTo(0.75, 4);
    expect(point[1]).toBeCloseTo(1.25, 12);
    expect(point[2]).toBe(1);
  });

  it('then moves by mean gradient over root mean square: gradients 1 and -1 give (.9 * .1 - .1) / .19 at rate 1', () => {
    const point = Float64Array.of(0);
    const step = adam(1);
    step(point, Float64Array.of(1), 0);
    step(point, Float64Array.of(-1), 1);
    // The squares are all 1, so that their unbiased mean is 1 too.
    expect(point[0]).toBeCloseTo(-(0.9 * 0.1 - 0.1) / 0.19, 7);
  });

  it('finds the bottom of a bowl, however steep its sides, as the rate falls', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1000, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (curvature, bottom) => {
          const point = Float64Array.of(0);
          const step = adam(1);
          for (let i = 0; i < 1000; i++)
            step(point, Float64Array.of(curvature * (point[0]! - bottom)), 0.05 * (1 - i / 1000));
          expect(Math.abs(point[0]! - bottom)).toBeLessThan(0.01);
        },
      ),
    );
  });
});
