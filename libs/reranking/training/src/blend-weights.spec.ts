import type { RankedLists } from '@tiebreak/objectives';
import { sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import { fitBlendWeights } from './blend-weights';

const ROWS = 20_000;
const random = seededRandom(1);
const [a, b] = [0, 1].map(() => Float64Array.from({ length: ROWS }, () => random.normal()));
/** Right with log-odds of a + 2b. */
const lists: RankedLists = {
  columns: 0,
  features: new Float32Array(),
  right: Uint8Array.from(a!, (value, row) => (random.uniform() < sigmoid(value + 2 * b![row]!) ? 1 : 0)),
  semanticError: new Float64Array(ROWS),
  offsets: Int32Array.from({ length: ROWS + 1 }, (_, i) => i),
  own: new Uint8Array(ROWS),
};

describe('the weights of a blend', () => {
  it('are those of the log-odds that made the labels, 1 and 2, to .1', () => {
    const [ofA, ofB] = fitBlendWeights(lists, [a!, b!]);
    expect(Math.abs(ofA! - 1)).toBeLessThan(0.1);
    expect(Math.abs(ofB! - 2)).toBeLessThan(0.1);
  });

  it('leave out what points the wrong way', () => {
    const wrong = b!.map((value) => -value);
    expect(fitBlendWeights(lists, [a!, wrong])).toEqual([1, 0]);
  });

  it('of one part is 1', () => {
    expect(fitBlendWeights(lists, [b!])).toEqual([1]);
  });
});
