import { seededRandom } from '@tiebreak/statistics';
import { sigmoid } from '@tiebreak/interpretation';
import { type RankedLists, selectLists } from '@tiebreak/objectives';
import { scoreLists, trainLogLinear } from './index';

/** Lists of four hypotheses whose log-odds of being right are 2 x0 - x1 - 1; x2 is constant. */
function simulatedLists(lists: number, seed: number): RankedLists {
  const random = seededRandom(seed);
  const rows = lists * 4;
  const features = new Float32Array(rows * 3);
  const right = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    features.set([random.normal(), 100 + 10 * random.normal(), 5], row * 3);
    const logOdds = 2 * features[row * 3]! - (features[row * 3 + 1]! - 100) / 10 - 1;
    right[row] = random.uniform() < sigmoid(logOdds) ? 1 : 0;
  }
  return {
    columns: 3,
    features,
    right,
    semanticError: Float64Array.from(right, (r) => 1 - r),
    offsets: Int32Array.from({ length: lists + 1 }, (_, i) => 4 * i),
    own: new Uint8Array(lists).fill(1),
  };
}

describe('training a log-linear model', () => {
  const lists = simulatedLists(5000, 1);

  it('recovers the log-odds that made the labels, under R2', () => {
    const { weights, bias } = trainLogLinear(lists, { objective: 'r2', lambda: 1, l2: 1e-6 });
    expect(weights[0]).toBeCloseTo(2, 0);
    expect(Math.abs(weights[0]! - 2)).toBeLessThan(0.15);
    expect(Math.abs(weights[1]! + 0.1)).toBeLessThan(0.01);
    expect(Math.abs(bias - 9)).toBeLessThan(1);
  });

  it('gives a constant column no weight', () => {
    expect(trainLogLinear(lists, { objective: 'r3', lambda: 1, l2: 1e-6 }).weights[2]).toBe(0);
  });

  it('orders the lists under R1 although it cannot place them', () => {
    const model = trainLogLinear(lists, { objective: 'r1', lambda: 1, l2: 1e-4 });
    expect(model.weights[0]! / model.weights[1]!).toBeCloseTo(-20, -1);
    expect(model.weights[0]).toBeGreaterThan(0);
  });

  it('gives the same bits twice', () => {
    const options = { objective: 'r3', lambda: 0.5, l2: 1e-3 } as const;
    expect(trainLogLinear(lists, options)).toEqual(trainLogLinear(lists, options));
  });

  it('ends at the same model wherever it begins, under R2', () => {
    const options = { objective: 'r2', lambda: 1, l2: 1e-3 } as const;
    const cold = trainLogLinear(lists, options);
    const start = trainLogLinear(lists, { ...options, l2: 1 });
    const warm = trainLogLinear(lists, { ...options, start });
    const [fromCold, fromWarm] = [scoreLists(cold, lists), scoreLists(warm, lists)];
    for (let row = 0; row < fromCold.length; row++)
      expect(Math.abs(fromWarm[row]! - fromCold[row]!)).toBeLessThan(0.01);
  });

  it('stays where it begins when that is the end', () => {
    const options = { objective: 'r3', lambda: 3, l2: 1e-2 } as const;
    const model = trainLogLinear(lists, options);
    const again = trainLogLinear(lists, { ...options, start: model });
    expect(Math.abs(again.weights[0]! - model.weights[0]!)).toBeLessThan(1e-3);
  });

  it('refuses to learn from nothing', () => {
    expect(() => trainLogLinear(selectLists(lists, []), { objective: 'r2', lambda: 1, l2: 0 })).toThrow(
      /expected hypotheses/,
    );
  });

  it('scores a selection of lists as it scores the whole', () => {
    const model = trainLogLinear(lists, { objective: 'r2', lambda: 1, l2: 1e-3 });
    const whole = scoreLists(model, lists);
    expect([...scoreLists(model, selectLists(lists, [7, 2]))]).toEqual([...whole.slice(28, 32), ...whole.slice(8, 12)]);
  });
});
