import type { Contribution } from '@tiebreak/interpretation';
import type { ScoringModel } from './scoring-model';

/** Name of the contribution that no feature brings: the model's log-odds when every feature is 0. */
export const BIAS = 'bias';

/**
 * Contributions of every row's features to its log-odds, by runs of the graph, so that they hold for any bundle.
 *
 * A feature's share is the change in log-odds when its value becomes 0. For an additive model (kind "log-linear") these
 * shares and the bias sum to the log-odds exactly, up to float32 rounding. Columns whose value is 0 have no share and
 * are left out; the rest come largest first, the bias last.
 */
export async function explainRows(model: ScoringModel, rows: Float32Array): Promise<Contribution[][]> {
  const { columns } = model.schema;
  const width = columns.length;
  const explained: Contribution[][] = [];
  for (let row = 0; row < rows.length / width; row++) {
    const values = rows.subarray(row * width, (row + 1) * width);
    const present = columns.flatMap((_, column) => (values[column] === 0 ? [] : [column]));
    // Row 0 is the hypothesis itself, row 1 has no evidence at all, the others each lack one feature.
    const batch = new Float32Array((present.length + 2) * width);
    batch.set(values);
    present.forEach((column, i) => {
      batch.set(values, (i + 2) * width);
      batch[(i + 2) * width + column] = 0;
    });
    const { logOdds } = await model.score(batch);
    const contributions = present.map((column, i) => ({
      feature: columns[column]!,
      value: values[column]!,
      logOdds: logOdds[0]! - logOdds[i + 2]!,
    }));
    contributions.sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds));
    explained.push([...contributions, { feature: BIAS, value: 1, logOdds: logOdds[1]! }]);
  }
  return explained;
}
