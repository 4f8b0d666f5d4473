import fc from 'fast-check';
import { countRows } from '@tiebreak/objectives';
import { seededRandom } from '@tiebreak/statistics';
import { randomLists } from '../test/simulated-lists';
import { batchGatherer, mostRows, shuffledBatches } from './batches';

const counts = fc.integer({ min: 1, max: 40 });

describe("an epoch's batches", () => {
  it('hold every list once, and as many as they may but for the last', () => {
    fc.assert(
      fc.property(counts, counts, fc.integer(), (lists, batchLists, seed) => {
        const batches = shuffledBatches(lists, batchLists, seededRandom(seed));
        expect(batches.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: lists }, (_, list) => list));
        expect(batches.slice(0, -1).every((batch) => batch.length === batchLists)).toBe(true);
        expect(batches.at(-1)!.length).toBeLessThanOrEqual(batchLists);
      }),
    );
  });

  it('come in another order every time', () => {
    const random = seededRandom(1);
    expect(shuffledBatches(40, 8, random)).not.toEqual(shuffledBatches(40, 8, random));
  });
});

describe('a gathered batch', () => {
  it('holds the labels of its lists in their order, whatever was gathered before', () => {
    fc.assert(
      fc.property(fc.integer(), counts, (seed, batchLists) => {
        const lists = randomLists(20, seed);
        const gather = batchGatherer(lists, batchLists);
        for (const chosen of shuffledBatches(20, batchLists, seededRandom(seed))) {
          const { rows, labels } = gather(chosen);
          const expected = chosen.flatMap((list) =>
            Array.from({ length: lists.offsets[list + 1]! - lists.offsets[list]! }, (_, i) => lists.offsets[list]! + i),
          );
          expect([...rows]).toEqual(expected);
          expect([...labels.right]).toEqual(expected.map((row) => lists.right[row]));
          expect([...labels.semanticError]).toEqual(expected.map((row) => lists.semanticError[row]));
          expect([...labels.own]).toEqual(chosen.map((list) => lists.own[list]));
          expect(chosen.map((_, i) => labels.offsets[i + 1]! - labels.offsets[i]!)).toEqual(
            chosen.map((list) => lists.offsets[list + 1]! - lists.offsets[list]!),
          );
          expect(rows.length).toBeLessThanOrEqual(mostRows(lists, batchLists));
        }
      }),
    );
  });

  it('of everything needs no scale: its means are those of the whole', () => {
    const lists = randomLists(20, 1);
    const { rows, ownScale, rowScale } = batchGatherer(lists, 20)(Array.from({ length: 20 }, (_, list) => list));
    expect([rows.length, ownScale, rowScale]).toEqual([countRows(lists), 1, 1]);
  });
});
