import type { JudgedQueries } from '../judged-queries';
import { type ClickLog, gradesOf } from './click-log';
import { clickWeight, type Propensities } from './propensities';

/** What a ranker learns from clicks, and how much they say. */
export interface WeighedClicks {
  /** One query for each impression with an action. */
  readonly queries: JudgedQueries;
  /** Results on which something was done. */
  readonly actions: number;
  /** (sum of weights)^2 / sum of squares over those results: as many of equal weight would say as much. */
  readonly effectiveSampleSize: number;
  /** Share of their weights that were cut, in [0, 1]. */
  readonly clipped: number;
}

export interface WeighOptions {
  /** Largest weight, at least 1: what is cut off is bias, what is left in is variance. 20 when left out. */
  readonly clip?: number;
}

/**
 * A log as judged queries: grades by what was done, each action weighted by the inverse of the probability that its place
 * was looked at, so that in expectation it counts as if every place had been. An action at the first place counts for
 * the share of clicks there that relevance brought. Impressions without an action teach nothing and are left out.
 * @see Joachims, Swaminathan & Schnabel, "Unbiased Learning-to-Rank with Biased Feedback", WSDM 2017
 * @throws RangeError when no result has an action, when results differ in their number of features, or `clip` is below 1
 */
export function weighClicks(
  log: ClickLog,
  propensities: Propensities,
  { clip = 20 }: WeighOptions = {},
): WeighedClicks {
  if (!(clip >= 1)) throw new RangeError(`clip: expected a number of at least 1, got ${clip}`);
  const taught = log.filter(({ results }) => results.some(({ action }) => action !== 'none'));
  if (taught.length === 0) throw new RangeError('log: expected a result with an action, got none');
  const columns = taught[0]!.results[0]!.features.length;
  const rows = taught.reduce((sum, { results }) => sum + results.length, 0);
  const features = new Float32Array(rows * columns);
  const grades = new Float64Array(rows);
  const weights = new Float64Array(rows).fill(1);
  const offsets = new Int32Array(taught.length + 1);
  let [actions, sum, squares, clipped] = [0, 0, 0, 0];
  let row = 0;
  taught.forEach((impression, query) => {
    gradesOf(impression).forEach((grade, place) => {
      const result = impression.results[place]!;
      if (result.features.length !== columns)
        throw new RangeError(
          `features of "${result.entity}": expected ${columns}, as of the first result, got ${result.features.length}`,
        );
      features.set(result.features, row * columns);
      grades[row] = grade;
      if (result.action !== 'none') {
        const weight = clickWeight(propensities, place);
        weights[row] = Math.min(clip, weight);
        actions++;
        sum += weights[row]!;
        squares += weights[row]! ** 2;
        if (weight > clip) clipped++;
      }
      row++;
    });
    offsets[query + 1] = row;
  });
  return {
    queries: { features, columns, grades, offsets, weights },
    actions,
    effectiveSampleSize: sum ** 2 / squares,
    clipped: clipped / actions,
  };
}
