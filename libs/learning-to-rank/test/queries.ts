import { seededRandom } from '@tiebreak/statistics';
import type { JudgedQueries } from '../src/index';

/** Queries whose candidates' grades follow the first of three features, and a little the second. */
export function madeUpQueries(count: number, seed: number): JudgedQueries {
  const random = seededRandom(seed);
  const size = 12;
  const features = Float32Array.from({ length: count * size * 3 }, () => random.uniform());
  const grades = Float64Array.from({ length: count * size }, (_, row) =>
    Math.max(0, Math.floor(4 * features[3 * row]! + features[3 * row + 1]! + 0.5 * random.normal()) - 1),
  );
  return { features, columns: 3, grades, offsets: Int32Array.from({ length: count + 1 }, (_, i) => i * size) };
}
