import {
  type BinnedFeatures,
  binFeatures,
  type BoostedTrees,
  type BoostingOptions,
  firstTrees,
  logisticObjective,
  scoreStages,
  trainBoostedTrees,
} from '@tiebreak/boosting';
import type { RankedLists } from '@tiebreak/objectives';
import { type Random, seededRandom } from '@tiebreak/statistics';
import type { ModelPart } from '../reranker-model';
import { type Learner, recorded } from './learner';

/** Points of the random search, the first of them always the middle one. */
const POINTS = 4;
const MOST_TREES = 320;
/** Numbers of trees are tried in these steps. */
const STAGE = 20;
const FIXED = { learningRate: 0.05, depth: 6, rowShare: 0.8 };

type Settings = Pick<BoostingOptions, 'leaves' | 'leastHessian' | 'l2' | 'columnShare'>;

const MIDDLE: Settings = { leaves: 12, leastHessian: 2, l2: 3, columnShare: 0.5 };

function drawSettings(random: Random): Settings {
  const oneOf = (values: readonly number[]): number => values[random.integer(values.length)]!;
  return {
    leaves: oneOf([6, 8, 12, 16, 24]),
    leastHessian: oneOf([1, 2, 4]),
    l2: oneOf([1, 3, 10]),
    columnShare: oneOf([0.3, 0.5, 0.8]),
  };
}

/**
 * Gradient-boosted trees under the cross entropy R2, whatever the objective: R1 has no useful second derivatives. A
 * random search over the shape of the trees; the number of trees and the shape are those with the best development NLL.
 * @see Bergstra, Bengio, "Random search for hyper-parameter optimization", JMLR 2012
 */
export const boostedLearner: Learner = ({ lists, measure, developmentFeatures, seed, onProgress }) => {
  const random = seededRandom(seed);
  const points = [MIDDLE, ...Array.from({ length: POINTS - 1 }, () => drawSettings(random))];
  const fit = (
    bins: BinnedFeatures,
    { right }: Pick<RankedLists, 'right'>,
    settings: Settings,
    trees: number,
    onTree?: (grown: number) => void,
  ): BoostedTrees =>
    trainBoostedTrees(bins, logisticObjective(right), {
      ...FIXED,
      ...settings,
      trees,
      seed,
      ...(onTree === undefined ? {} : { onTree }),
    });

  const bins = binFeatures(lists);
  const tried = points.map((settings, done) => {
    const model = fit(bins, lists, settings, MOST_TREES, (grown) => {
      onProgress((done + grown / MOST_TREES) / points.length);
    });
    return scoreStages(model, developmentFeatures, STAGE)
      .map((logOdds, stage) => {
        const trees = (stage + 1) * STAGE;
        return { kind: 'boosted' as const, settings: { ...settings, trees }, model, ...measure(logOdds) };
      })
      .reduce((a, b) => (b.nll < a.nll ? b : a));
  });
  const chosen = tried.reduce((a, b) => (b.nll < a.nll ? b : a));
  const part = (model: BoostedTrees): ModelPart => ({ kind: 'boosted', model });
  const { trees, ...settings } = chosen.settings;
  return {
    part: part(firstTrees(chosen.model, trees)),
    chosen: recorded(chosen),
    search: tried.map(recorded),
    refit: (on) => part(fit(binFeatures(on), on, settings, trees)),
  };
};
