import { minimize, type Objective } from '@tiebreak/optimization';
import { mean } from '@tiebreak/statistics';
import { foldsOf } from './folds';
import type { JudgedQueries } from './judged-queries';
import { type LinearRanker, scoreLinear } from './linear-ranker';
import { listwiseLoss } from './listwise-objective';
import { presentRows, toRaw } from './present-rows';

export interface ListwiseSettings {
  /** Strength c of the penalty c/2 |w|^2 on the weights of the standardised features, above 0. */
  readonly l2: number;
}

/** A ranker, and how its penalty was found. */
export interface ChosenListwise {
  readonly linear: LinearRanker;
  readonly settings: ListwiseSettings;
  /** Mean loss over the folds, on queries that were not learned from. */
  readonly tried: readonly (ListwiseSettings & { readonly loss: number })[];
}

const PENALTIES = [1, 0.1, 0.01, 0.001];

/**
 * Fits a linear ranker under the listwise loss by L-BFGS. A missing feature stands for the column's mean, plus a weight of
 * its own that says what missing means. Deterministic.
 * @throws RangeError when no candidate is relevant, or a feature is infinite
 */
export function trainListwise(queries: JudgedQueries, { l2 }: ListwiseSettings): LinearRanker {
  const { columns } = queries;
  const rows = presentRows(queries);
  const loss = listwiseLoss(queries);
  const scores = new Float64Array(queries.grades.length);
  const byScore = new Float64Array(queries.grades.length);
  const objective: Objective = {
    evaluate(point, gradient) {
      rows.score(toRaw(point, rows), scores);
      let value = loss.evaluate(scores, byScore);
      rows.back(byScore, gradient);
      for (let i = 0; i < point.length; i++) {
        value += (l2 / 2) * point[i]! ** 2;
        gradient[i]! += l2 * point[i]!;
      }
      return value;
    },
  };
  const { point } = minimize(objective, new Float64Array(2 * columns), { memory: 20, relativeDecrease: 1e-8 });
  return toRaw(point, rows);
}

/**
 * Chooses the penalty by cross-validation over queries, under the loss, and trains on all of them. Where too few queries have
 * a relevant candidate for that, it is the strongest.
 * @throws RangeError when no candidate is relevant, or a feature is infinite
 */
export function chooseListwise(queries: JudgedQueries, seed: number): ChosenListwise {
  const teaches = ({ grades }: JudgedQueries): boolean => grades.some((grade) => grade > 0);
  const folds = foldsOf(queries, seed).filter(({ learned, unseen }) => teaches(learned) && teaches(unseen));
  const tried = PENALTIES.map((l2) => ({
    l2,
    loss: mean(
      folds.map(({ learned, unseen }) => {
        const scores = scoreLinear(trainListwise(learned, { l2 }), unseen.features);
        return listwiseLoss(unseen).evaluate(scores, new Float64Array(scores.length));
      }),
    ),
  }));
  const { l2 } = tried.reduce((best, each) => (each.loss < best.loss ? each : best));
  return { linear: trainListwise(queries, { l2 }), settings: { l2 }, tried };
}
