import { fuse, minmax, reciprocalRank } from './fuse';
import { unite } from './unite';

const list = (...scores: [string, number][]) => scores.map(([id, score]) => ({ id, score }));

describe('uniting and fusing', () => {
  const united = unite(
    new Map([
      ['lexical', list(['a', 9], ['b', 5], ['c', 1])],
      ['semantic', list(['c', 0.9], ['d', 0.8])],
    ]),
  );

  it('gives each entity once, with the rank and the normalised score of every list that has it', () => {
    expect(united.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(united[2]!.sources).toEqual([
      { strategy: 'lexical', rank: 3, score: 1, normalisedScore: 0 },
      { strategy: 'semantic', rank: 1, score: 0.9, normalisedScore: 1 },
    ]);
    expect(united[1]!.sources[0]!.normalisedScore).toBe(0.5);
  });

  it('takes a list of one, or of equal scores, as all best', () => {
    const [only] = unite(new Map([['lexical', list(['a', 0])]]));
    expect(only!.sources[0]!.normalisedScore).toBe(1);
    const equal = unite(new Map([['lexical', list(['a', 2], ['b', 2])]]));
    expect(equal.map(({ sources }) => sources[0]!.normalisedScore)).toEqual([1, 1]);
  });

  it('adds normalised scores, or inverse ranks', () => {
    expect(fuse(united, minmax)).toEqual(list(['a', 1], ['c', 1], ['b', 0.5], ['d', 0]));
    const fused = fuse(united, reciprocalRank);
    expect(fused[0]).toEqual({ id: 'c', score: 1 / 63 + 1 / 61 });
    expect(fused.map(({ id }) => id)).toEqual(['c', 'a', 'b', 'd']);
  });
});
