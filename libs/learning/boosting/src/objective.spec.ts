import { softplus } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { logisticObjective } from './index';

const labelledScores = fc.array(
  fc.record({ right: fc.constantFrom(0, 1), score: fc.double({ min: -8, max: 8, noNaN: true }) }),
  { minLength: 1, maxLength: 20 },
);

describe('the logistic objective', () => {
  it('has the derivatives of the cross entropy that finite differences show', () => {
    const step = 1e-4;
    fc.assert(
      fc.property(labelledScores, (rows) => {
        const gradient = new Float64Array(rows.length);
        const hessian = new Float64Array(rows.length);
        const scores = Float64Array.from(rows, ({ score }) => score);
        logisticObjective(Uint8Array.from(rows, ({ right }) => right)).derivatives(scores, gradient, hessian);
        rows.forEach(({ right, score }, row) => {
          const loss = (s: number) => (right === 1 ? softplus(-s) : softplus(s));
          const [below, at, above] = [loss(score - step), loss(score), loss(score + step)];
          expect(Math.abs((above - below) / (2 * step) - gradient[row]!)).toBeLessThan(1e-8);
          expect(Math.abs((above - 2 * at + below) / step ** 2 - hessian[row]!)).toBeLessThan(1e-6);
        });
      }),
    );
  });

  it('starts where the gradients sum to zero', () => {
    const right = Uint8Array.of(1, 0, 0, 0, 1);
    const objective = logisticObjective(right);
    const gradient = new Float64Array(5);
    objective.derivatives(new Float64Array(5).fill(objective.start), gradient, new Float64Array(5));
    expect(objective.start).toBeCloseTo(Math.log(2 / 3), 14);
    expect(gradient.reduce((sum, g) => sum + g, 0)).toBeCloseTo(0, 14);
  });

  it('starts from the rows that are learned from alone', () => {
    const right = Uint8Array.of(1, 1, 1, 0, 1);
    expect(logisticObjective(right, Int32Array.of(3, 0)).start).toBe(0);
    expect(logisticObjective(right, Int32Array.of(0, 1)).start).toBe(36);
    expect(logisticObjective(right, Int32Array.of(3)).start).toBe(-36);
  });

  it('refuses to start without rows', () => {
    expect(() => logisticObjective(new Uint8Array(0))).toThrow('right: expected at least 1 row');
    expect(() => logisticObjective(Uint8Array.of(1), new Int32Array(0))).toThrow('right: expected at least 1 row');
  });
});
