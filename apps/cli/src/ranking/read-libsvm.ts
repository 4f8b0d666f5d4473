import type { JudgedQueries } from '@tiebreak/learning-to-rank';
import { streamLines } from '../line-stream';
import { Refusal } from '../refusal';

/** Where a feature stands, and what it is. */
type Entry = readonly [column: number, value: number];

/** What a pair of files holds, before it is known how many columns there are. */
export interface LibsvmQueries {
  readonly grades: readonly number[];
  readonly rows: readonly (readonly Entry[])[];
  /** Candidates of each query. */
  readonly sizes: readonly number[];
  /** The largest index of a feature. */
  readonly largestIndex: number;
}

/**
 * Reads judged candidates: a line "grade index:value ..." each, indices from 1, a feature that is not named being 0; and
 * beside them the number of candidates of each query, a line each. Both gzipped or not.
 * @throws Refusal naming file, line, expected and actual of the first line that is wrong
 */
export async function readLibsvm(data: string, queries: string): Promise<LibsvmQueries> {
  const grades: number[] = [];
  const rows: Entry[][] = [];
  let largestIndex = 0;
  for await (const { place, words } of lines(data)) {
    const [grade, ...features] = words;
    grades.push(numberIn(place, 'grade', grade!, 'a number of at least 0', (value) => value >= 0));
    const row = features.map((word) => entry(place, word));
    rows.push(row);
    for (const [column] of row) largestIndex = Math.max(largestIndex, column + 1);
  }
  const sizes: number[] = [];
  for await (const { place, words } of lines(queries))
    sizes.push(numberIn(place, 'candidates', words.join(' '), 'a whole number of at least 1', isCount));
  const counted = sizes.reduce((sum, size) => sum + size, 0);
  if (counted !== rows.length)
    throw new Refusal(`${queries}: expected as many candidates as ${data} has lines, ${rows.length}, got ${counted}`);
  if (rows.length === 0) throw new Refusal(`${data}: expected lines, got none`);
  return { grades, rows, sizes, largestIndex };
}

/** The same as arrays, with as many columns as asked for. */
export function toJudgedQueries({ grades, rows, sizes }: LibsvmQueries, columns: number): JudgedQueries {
  const features = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => {
    for (const [column, value] of row) features[i * columns + column] = value;
  });
  const offsets = new Int32Array(sizes.length + 1);
  sizes.forEach((size, i) => (offsets[i + 1] = offsets[i]! + size));
  return { features, columns, grades: Float64Array.from(grades), offsets };
}

async function* lines(path: string): AsyncGenerator<{ readonly place: string; readonly words: string[] }> {
  for await (const { number, bytes } of streamLines(path)) {
    const words = bytes.toString('utf8').trim().split(/\s+/);
    if (words[0] !== '') yield { place: `${path}:${number}`, words };
  }
}

function entry(place: string, word: string): Entry {
  const [index, value, ...rest] = word.split(':');
  if (value === undefined || rest.length > 0) throw new Refusal(`${place}: expected index:value, got ${word}`);
  return [
    numberIn(place, 'index', index!, 'a whole number of at least 1', isCount) - 1,
    numberIn(place, `feature ${index!}`, value, 'a finite number', Number.isFinite),
  ];
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

function numberIn(
  place: string,
  name: string,
  text: string,
  expected: string,
  fits: (value: number) => boolean,
): number {
  const value = text === '' ? NaN : Number(text);
  if (!fits(value)) throw new Refusal(`${place}: ${name}: expected ${expected}, got ${text === '' ? 'nothing' : text}`);
  return value;
}
