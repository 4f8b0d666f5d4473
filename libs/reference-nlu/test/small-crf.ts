import fc from 'fast-check';
import { legalTransitions } from '../src/crf/crf-objective';
import { mayFollow } from '../src/crf/labels';
import type { Potentials } from '../src/crf/potentials';

/** Potentials of sentences so short that every label sequence can be looked at. */
export const smallPotentials: fc.Arbitrary<Potentials> = fc
  .record({ length: fc.integer({ min: 1, max: 4 }), names: fc.integer({ min: 0, max: 2 }) })
  .chain(({ length, names }) => {
    const labels = 1 + 2 * names;
    const weights = (count: number): fc.Arbitrary<number[]> =>
      fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: count, maxLength: count });
    return fc
      .record({ emissions: weights(length * labels), transitions: weights((labels + 1) * labels) })
      .map(({ emissions, transitions }) => ({
        ...{ length, labels, emissions: Float64Array.from(emissions) },
        transitions: legalTransitions(transitions, labels),
      }));
  });

/** Every legal label sequence of a length. */
export function everyPath(length: number, labels: number): number[][] {
  let paths: number[][] = [[]];
  for (let t = 0; t < length; t++)
    paths = paths.flatMap((path) =>
      Array.from({ length: labels }, (_, label) => label)
        .filter((label) => mayFollow(path.at(-1) ?? labels, label, labels))
        .map((label) => [...path, label]),
    );
  return paths;
}
