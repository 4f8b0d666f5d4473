import fc from 'fast-check';
import { foldOf } from './fold';

const ids = Array.from({ length: 5000 }, (_, i) => `utterance-${i}`);

describe('foldOf', () => {
  it('is a whole number below the number of folds, always the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 1000 }), fc.integer(), (id, folds, seed) => {
        const fold = foldOf(id, folds, seed);
        expect(Number.isInteger(fold) && fold >= 0 && fold < folds).toBe(true);
        expect(foldOf(id, folds, seed)).toBe(fold);
      }),
    );
  });

  it('makes folds of about equal size from numbered ids', () => {
    for (const seed of [0, 1, 2]) {
      const counts = [0, 0, 0, 0, 0];
      for (const id of ids) counts[foldOf(id, 5, seed)]!++;
      // Four standard deviations of a count of 5,000 draws at 1/5.
      for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(114);
    }
  });

  it('assigns independently for neighbouring seeds', () => {
    const agree = ids.filter((id) => foldOf(id, 2, 1) === foldOf(id, 2, 2)).length;
    expect(Math.abs(agree / ids.length - 1 / 2)).toBeLessThan(0.03);
  });

  it('says nothing about the next id', () => {
    const agree = ids.slice(1).filter((id, i) => foldOf(id, 2, 7) === foldOf(ids[i]!, 2, 7)).length;
    expect(Math.abs(agree / ids.length - 1 / 2)).toBeLessThan(0.03);
  });

  it('never changes between releases', () => {
    expect(ids.slice(0, 8).map((id) => foldOf(id, 10, 42))).toEqual([0, 7, 0, 1, 3, 5, 9, 5]);
  });

  it.each([0, 2.5, NaN])('refuses %p folds', (folds) => {
    expect(() => foldOf('u1', folds, 1)).toThrow(`expected at least 1 fold, got ${folds}`);
  });
});
