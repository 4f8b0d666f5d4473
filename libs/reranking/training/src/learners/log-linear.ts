import { logOddsOf, type LogLinearModel, type LogLinearOptions, trainLogLinear } from '@tiebreak/log-linear';
import type { RankedLists } from '@tiebreak/objectives';
import type { ModelPart } from '../reranker-model';
import { chooseWithinOneStandardError } from '../selection';
import { type Learner, recorded } from './learner';

/** The strongest first, whose search is the shortest. */
const L2_GRID = [1e-2, 1e-3, 1e-4];
const LAMBDA_GRID = [1, 3, 10, 30];

type Settings = Pick<LogLinearOptions, 'lambda' | 'l2'>;

/**
 * Log-linear models. The penalty is the one with the best development NLL under the objective; lambda of R3 then has the
 * lowest development SemER among those within one standard error of the best development NLL.
 */
export const logLinearLearner: Learner = ({ lists, measure, developmentFeatures, objective, onProgress }) => {
  const lambdas = objective === 'r3' ? LAMBDA_GRID.filter((lambda) => lambda !== 1) : [];
  let done = 0;
  const fit = (on: RankedLists, settings: Settings, start: LogLinearModel | undefined): LogLinearModel =>
    trainLogLinear(on, { objective, ...settings, ...(start === undefined ? {} : { start }) });
  // Each search begins where its neighbour ended; R1 alone has many ends, and begins at zero.
  let nearest: LogLinearModel | undefined;
  const tried = (lambda: number, l2: number) => {
    const settings = { lambda, l2 };
    const model = fit(lists, settings, objective === 'r1' ? undefined : nearest);
    nearest = model;
    onProgress(++done / (L2_GRID.length + lambdas.length));
    return { kind: 'log-linear' as const, settings, model, ...measure(logOddsOf(model, developmentFeatures)) };
  };

  const byPenalty = L2_GRID.map((l2) => tried(1, l2));
  const likeliest = byPenalty.reduce((a, b) => (b.nll < a.nll ? b : a));
  nearest = likeliest.model;
  const byLambda = lambdas.map((lambda) => tried(lambda, likeliest.settings.l2));
  const chosen = chooseWithinOneStandardError([likeliest, ...byLambda]);
  const part = (model: LogLinearModel): ModelPart => ({ kind: 'log-linear', model });
  return {
    part: part(chosen.model),
    chosen: recorded(chosen),
    search: [...byPenalty, ...byLambda].map(recorded),
    refit: (on) => part(fit(on, chosen.settings, objective === 'r1' ? undefined : chosen.model)),
  };
};
