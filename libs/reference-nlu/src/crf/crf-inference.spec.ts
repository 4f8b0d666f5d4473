import fc from 'fast-check';
import { everyPath, smallPotentials } from '../../test/small-crf';
import { bestPaths } from './best-paths';
import { forwardBackward } from './forward-backward';
import { labelsOf, segmentsOf } from './labels';
import { pathScore, type Potentials } from './potentials';
import { segmentMarginal } from './segment-marginal';

/** Every sequence with its probability, by counting. */
function counted(potentials: Potentials): { path: number[]; score: number; probability: number }[] {
  const scored = everyPath(potentials.length, potentials.labels).map((path) => ({
    path,
    score: pathScore(potentials, path),
  }));
  const total = scored.reduce((sum, { score }) => sum + Math.exp(score), 0);
  return scored.map((one) => ({ ...one, probability: Math.exp(one.score) / total }));
}

describe('a linear chain, against every label sequence looked at one by one', () => {
  it('sums to the same partition', () => {
    fc.assert(
      fc.property(smallPotentials, (potentials) => {
        const total = counted(potentials).reduce((sum, { score }) => sum + Math.exp(score), 0);
        expect(forwardBackward(potentials).logPartition).toBeCloseTo(Math.log(total), 9);
      }),
    );
  });

  it('has the same label marginals', () => {
    fc.assert(
      fc.property(smallPotentials, (potentials) => {
        const { forward, backward, labels } = forwardBackward(potentials);
        const all = counted(potentials);
        forward.forEach((value, i) => {
          const [t, label] = [Math.floor(i / labels), i % labels];
          const expected = all.filter(({ path }) => path[t] === label).reduce((sum, one) => sum + one.probability, 0);
          expect(value * backward[i]!).toBeCloseTo(expected, 9);
        });
      }),
    );
  });

  it('has the same segment marginals', () => {
    fc.assert(
      fc.property(smallPotentials, (potentials) => {
        const sums = forwardBackward(potentials);
        const expected = new Map<string, number>();
        for (const { path, probability } of counted(potentials))
          for (const segment of segmentsOf(path)) {
            const key = JSON.stringify(segment);
            expected.set(key, (expected.get(key) ?? 0) + probability);
          }
        for (const [key, probability] of expected)
          expect(segmentMarginal(sums, JSON.parse(key) as ReturnType<typeof segmentsOf>[number])).toBeCloseTo(
            probability,
            9,
          );
      }),
    );
  });

  it('has the same n best sequences, best first, and all of them when there are fewer', () => {
    fc.assert(
      fc.property(smallPotentials, fc.integer({ min: 1, max: 40 }), (potentials, count) => {
        const all = counted(potentials).sort((a, b) => b.score - a.score);
        const best = bestPaths(potentials, count);
        expect(best).toHaveLength(Math.min(count, all.length));
        best.forEach(({ labels, score }, i) => {
          expect(score).toBeCloseTo(all[i]!.score, 9);
          expect(pathScore(potentials, labels)).toBeCloseTo(score, 9);
        });
        expect(new Set(best.map(({ labels }) => labels.join())).size).toBe(best.length);
      }),
    );
  });

  it('keeps its sums finite for emissions that differ beyond what exponentials can', () => {
    const potentials = {
      ...{ length: 3, labels: 3, transitions: new Float64Array(12) },
      emissions: Float64Array.from([5e3, 0, -5e3, -5e3, 5e3, 0, 0, -5e3, 5e3]),
    };
    const { logPartition, forward, backward } = forwardBackward(potentials);
    expect(logPartition).toBeCloseTo(15e3, 6);
    expect([...forward, ...backward].every(Number.isFinite)).toBe(true);
  });
});

describe('labels', () => {
  it('and segments correspond one to one', () => {
    for (const path of everyPath(4, 5)) expect([...labelsOf(segmentsOf(path), 4)]).toEqual(path);
  });
});
