import { type Perceptron, scorePerceptron, trainPerceptronEnsemble } from '@tiebreak/neural';
import type { RankedLists } from '@tiebreak/objectives';
import type { ModelPart } from '../reranker-model';
import { chooseWithinOneStandardError } from '../selection';
import { type Learner, recorded } from './learner';

/** The middle of a plateau of development scores, found once over all shipped domains. */
const FIXED = { hidden: 12, epochs: 15, batchLists: 16, learningRate: 0.01, l2: 1e-4 };
const MEMBERS = 10;
const LAMBDA_GRID = [3, 10, 30];

/**
 * Perceptron ensembles. Under R3, lambda is searched with one member each; the ensemble is then trained under the one
 * with the lowest development SemER within one standard error of the best development NLL.
 */
export const perceptronLearner: Learner = ({ lists, measure, developmentFeatures, objective, seed, onProgress }) => {
  const points = (objective === 'r3' ? LAMBDA_GRID : [1]).map((lambda) => ({ lambda }));
  const fits = points.length + MEMBERS;
  const fit = (
    on: RankedLists,
    settings: { lambda: number },
    members: number,
    onEpoch?: (share: number) => void,
  ): Perceptron =>
    trainPerceptronEnsemble(on, {
      ...FIXED,
      objective,
      ...settings,
      members,
      seed,
      ...(onEpoch === undefined ? {} : { onEpoch }),
    });

  const tried = points.map((settings, done) => {
    const model = fit(lists, settings, 1, (share) => {
      onProgress((done + share) / fits);
    });
    return { kind: 'mlp' as const, settings, ...measure(scorePerceptron(model, developmentFeatures)) };
  });
  const chosen = chooseWithinOneStandardError(tried);
  const part = (model: Perceptron): ModelPart => ({ kind: 'mlp', model });
  const ensemble = fit(lists, chosen.settings, MEMBERS, (share) => {
    onProgress((points.length + MEMBERS * share) / fits);
  });
  return {
    part: part(ensemble),
    chosen: recorded(chosen),
    search: tried.map(recorded),
    refit: (on) => part(fit(on, chosen.settings, MEMBERS)),
  };
};
