import type { Contribution } from '@tiebreak/interpretation';
import { type ExplainOptions, explainRows, type ScoringModel } from '@tiebreak/scoring';
import { asFloat32, type RankingModel } from './ranking-model';

/** Why a candidate has its score. */
export interface RankingExplanation {
  /** Largest first; `logOdds` is a feature's share of the score. Last comes `bias`, the score of the baseline. They sum to the score. */
  readonly contributions: readonly Contribution[];
  /** `exact`, or an average over `sampled` orders, as for re-rankers. */
  readonly method: 'exact' | 'sampled';
}

/**
 * Shapley values of each candidate's features in its score, against a baseline row: what changes when a feature has the
 * candidate's value instead of the baseline's. By runs of the model, so that they hold for any. A feature that is as in the
 * baseline (missing in both counts as that) has no share and is left out.
 * @param rows row-major, count * features
 * @param baseline one row: such as another candidate, or the medians that a bundle keeps
 * @see `explainRows` of libs/reranking/scoring for how they are computed
 * @throws RangeError when rows or baseline are not of the model's features
 */
export async function explainRanking(
  model: RankingModel,
  rows: Float32Array | Float64Array,
  count: number,
  baseline: Float32Array | Float64Array,
  options: ExplainOptions = {},
): Promise<RankingExplanation[]> {
  const width = model.featureNames.length;
  const actual = asFloat32(rows, count, width);
  const reference = asFloat32(baseline, 1, width);
  // The explainer takes features from 0 to their values, and here 0 stands for the baseline's value and i + 1 for that of row i.
  const codes = actual.map((value, i) => (Object.is(value, reference[i % width]) ? 0 : 1 + Math.floor(i / width)));
  const decoded = (of: Float32Array): Float32Array =>
    of.map((code, i) => (code === 0 ? reference[i % width]! : actual[(code - 1) * width + (i % width)]!));
  const run = (of: Float32Array) => model.score(decoded(of), of.length / width);
  const coded: ScoringModel = {
    version: { domain: '', version: model.version, digest: '', featureFingerprint: '' },
    schema: { entries: [], columns: model.featureNames, fingerprint: '', extract: () => new Float32Array() },
    score: run,
    logOdds: run,
  };
  const explanations = await explainRows(coded, codes, options);
  return explanations.map(({ contributions, method }, row) => ({
    method,
    contributions: contributions.map((one, i) =>
      i + 1 === contributions.length
        ? one
        : { ...one, value: actual[row * width + model.featureNames.indexOf(one.feature)]! },
    ),
  }));
}

/** The median of every column over the rows that have it; NaN for one that no row has. */
export function medianRow(features: Float32Array, columns: number): Float32Array {
  const rows = features.length / columns;
  return Float32Array.from({ length: columns }, (_, column) => {
    const values = Float32Array.from({ length: rows }, (_, row) => features[row * columns + column]!);
    const present = values.filter((value) => !Number.isNaN(value)).sort();
    return present.length === 0 ? NaN : present[(present.length - 1) >> 1]!;
  });
}
