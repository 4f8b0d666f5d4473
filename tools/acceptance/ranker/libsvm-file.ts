import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type JudgedQueries, selectQueries } from '@tiebreak/learning-to-rank';
import { WORKSPACE } from '../data';

/** Candidates and, beside them, how many each query has. */
export interface LibsvmPair {
  readonly data: string;
  readonly queries: string;
}

const FOLDER = join(WORKSPACE, '../shared/data/ltr/lightgbm-lambdarank');
const pair = (name: string): LibsvmPair => ({
  data: join(FOLDER, `rank.${name}.gz`),
  queries: join(FOLDER, `rank.${name}.query`),
});

/** LightGBM's example of learning to rank: 201 queries to learn from and 50 to measure on, 300 features. */
export const LTR = { train: pair('train'), test: pair('test'), columns: 300 };

/** Reads a pair of files, the data gzipped or not; features that are not named are 0. */
export function readLibsvmPair({ data, queries }: LibsvmPair, columns: number): JudgedQueries {
  const rows = linesOf(data).map((line) => line.split(' '));
  const features = new Float32Array(rows.length * columns);
  rows.forEach(([_grade, ...entries], row) => {
    for (const entry of entries) {
      const [index, value] = entry.split(':');
      features[row * columns + Number(index) - 1] = Number(value);
    }
  });
  let end = 0;
  const offsets = Int32Array.from([0, ...linesOf(queries).map((size) => (end += Number(size)))]);
  return { features, columns, grades: Float64Array.from(rows, ([grade]) => Number(grade)), offsets };
}

/** Every so manieth query, and the others. */
export function everyOther(queries: JudgedQueries, every: number): { held: JudgedQueries; others: JudgedQueries } {
  const all = Array.from({ length: queries.offsets.length - 1 }, (_, query) => query);
  return {
    held: selectQueries(
      queries,
      all.filter((query) => query % every === 0),
    ),
    others: selectQueries(
      queries,
      all.filter((query) => query % every !== 0),
    ),
  };
}

/** Queries as the text of two files. */
export function libsvmText({ features, columns, grades, offsets }: JudgedQueries): { data: string; queries: string } {
  const data = Array.from(grades, (grade, row) => {
    const entries = Array.from(features.subarray(row * columns, (row + 1) * columns), (value, column) =>
      value === 0 ? '' : ` ${column + 1}:${value}`,
    );
    return `${grade}${entries.join('')}\n`;
  });
  const sizes = Array.from(offsets.subarray(1), (end, query) => `${end - offsets[query]!}\n`);
  return { data: data.join(''), queries: sizes.join('') };
}

function linesOf(path: string): string[] {
  const bytes = readFileSync(path);
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}
