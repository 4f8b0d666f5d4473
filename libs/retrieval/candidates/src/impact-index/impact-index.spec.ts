import { assert, constantFrom, float, property, tuple, array, uniqueArray, integer } from 'fast-check';
import { ImpactIndexBuilder } from './build-impact-index';
import { ImpactSearcher } from './impact-index';
import { packImpactIndex, unpackImpactIndex } from './pack';
import { bm25, unitLength } from './weightings';

const term = constantFrom('a', 'b', 'c', 'd', 'e');
const weight = float({ min: Math.fround(0.1), max: 4, noNaN: true });
const row = uniqueArray(tuple(term, weight), { selector: ([name]) => name, maxLength: 5 });
const rows = array(row, { minLength: 1, maxLength: 30 });
const asIs = ({ counts }: { counts: Float32Array }): Float32Array => counts;

function indexOf(all: readonly (readonly (readonly [string, number])[])[]) {
  const builder = new ImpactIndexBuilder();
  all.forEach((terms, i) => {
    builder.add(i, terms);
  });
  return builder;
}

describe('an index of weighted terms', () => {
  it('finds the rows that a comparison with every row finds, in the same order', () => {
    assert(
      property(rows, row, integer({ min: 1, max: 10 }), (all, query, depth) => {
        const found = new ImpactSearcher(indexOf(all).build(asIs)).search(query, depth);
        const naive = all
          .map((terms, i) => ({
            row: i,
            score: query.reduce(
              (sum, [name, w]) => Math.fround(sum + w * (terms.find(([other]) => other === name)?.[1] ?? 0)),
              0,
            ),
            meets: terms.some(([name]) => query.some(([other]) => other === name)),
          }))
          .filter(({ meets }) => meets)
          .sort((a, b) => b.score - a.score || a.row - b.row)
          .slice(0, depth);
        expect(found).toEqual(naive.map(({ row: i, score }) => ({ row: i, score })));
      }),
    );
  });

  it('forgets a search before the next one', () => {
    const searcher = new ImpactSearcher(indexOf([[['a', 1]], [['b', 2]]]).build(asIs));
    searcher.search([['a', 1]], 5);
    expect(searcher.search([['b', 1]], 5)).toEqual([{ row: 1, score: 2 }]);
  });

  it('is the same after it was packed and unpacked', () => {
    assert(
      property(rows, (all) => {
        const index = indexOf(all).build(asIs);
        const bytes = Buffer.concat(packImpactIndex(index));
        const copy = new Uint8Array(new ArrayBuffer(bytes.length));
        copy.set(bytes);
        expect(unpackImpactIndex(copy)).toEqual(index);
      }),
    );
  });

  it.each([
    ['nothing', new Uint8Array(0), '0 bytes'],
    ['another file', new Uint8Array(40).fill(65), 'another kind of file'],
    ['a file cut short', Buffer.concat(packImpactIndex(indexOf([[['a', 1]]]).build(asIs))).subarray(0, 32), '32 bytes'],
  ])('refuses %s', (_, bytes, reason) => {
    const aligned = new Uint8Array(new ArrayBuffer(bytes.length));
    aligned.set(bytes);
    expect(() => unpackImpactIndex(aligned)).toThrow(reason);
  });

  it('scores a row against itself as 1 when rows are unit vectors and the query is one', () => {
    const index = indexOf([
      [
        ['a', 3],
        ['b', 4],
      ],
      [['a', 1]],
      [['c', 1]],
    ]).build(unitLength);
    const [a, b] = [1, 0.8].map((_, i) => [3, 4][i]! * Math.log(1 + (3 - [2, 1][i]! + 0.5) / ([2, 1][i]! + 0.5)));
    const norm = Math.hypot(a!, b!);
    const [best] = new ImpactSearcher(index).search(
      [
        ['a', a! / norm],
        ['b', b! / norm],
      ],
      1,
    );
    expect(best!.row).toBe(0);
    expect(best!.score).toBeCloseTo(1, 6);
  });

  it('gives the BM25 of a worked example', () => {
    // Three rows of 1, 2 and 3 words, mean 2; "b" stands twice in the last and nowhere else.
    const index = indexOf([
      [['a', 1]],
      [
        ['a', 1],
        ['c', 1],
      ],
      [
        ['b', 2],
        ['c', 1],
      ],
    ]).build(bm25);
    const [found] = new ImpactSearcher(index).search([['b', 1]], 1);
    // idf = ln(1 + 2.5 / 1.5); tf = 2 * 2.2 / (2 + 1.2 * (.25 + .75 * 3 / 2)) = 4.4 / 3.65
    expect(found!.score).toBeCloseTo(Math.log(1 + 2.5 / 1.5) * (4.4 / 3.65), 5);
  });

  it('weighs few rows as the many that they join', () => {
    const all = indexOf([[['a', 1]], [['a', 1]], [['b', 1]]]);
    const index = all.build(bm25);
    const searcher = new ImpactSearcher(index);
    const joining = indexOf([[['b', 1]]]).build(bm25, {
      rowCount: 3,
      meanLength: index.meanLength,
      frequency: (name) => searcher.frequency(name),
    });
    const score = (of: ImpactSearcher): number => of.search([['b', 1]], 1)[0]!.score;
    expect(score(new ImpactSearcher(joining))).toBeCloseTo(score(searcher), 6);
  });
});
