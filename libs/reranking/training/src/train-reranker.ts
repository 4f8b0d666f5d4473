import { type Calibrator, fitBeta, fitIsotonic, fitPlatt, fitTemperature } from '@tiebreak/calibration';
import { defineFeatures, type FeatureSchema, type FeatureVocabulary } from '@tiebreak/features';
import type { ReferenceUtterance } from '@tiebreak/interpretation';
import { type LogLinearModel, scoreLists, trainLogLinear } from '@tiebreak/log-linear';
import { type ObjectiveKind, type RankedLists, selectLists } from '@tiebreak/objectives';
import { type DomainDefinition, type FallbackCurve, logProductScore, readVocabulary } from '@tiebreak/scoring';
import { foldOf } from '@tiebreak/statistics';
import { chooseWithinOneStandardError, type DevelopmentScores, scoreDevelopment } from './selection';
import { domainLines, toRankedLists } from './training-lines';

export type CalibratorKind = Calibrator['kind'] | 'none';

export interface TrainingOptions {
  readonly objective: ObjectiveKind;
  /** Fitted on out-of-fold predictions of the training lines; `none` leaves the log-odds as they are. */
  readonly calibrator: CalibratorKind;
  /** Decides the folds; everything else is deterministic. */
  readonly seed: number;
  /** Told the share of the work done, in [0, 1]. */
  readonly onProgress?: (share: number) => void;
}

/** One point of the hyperparameter search, as it goes into the manifest. */
export interface SearchPoint extends DevelopmentScores {
  readonly lambda: number;
  readonly l2: number;
}

/** Everything that a bundle needs to know of a trained re-ranker. */
export interface TrainedReranker {
  readonly domain: string;
  readonly objective: ObjectiveKind;
  readonly seed: number;
  readonly vocabulary: FeatureVocabulary;
  readonly schema: FeatureSchema;
  readonly model: LogLinearModel;
  readonly calibrator: Calibrator;
  readonly fallback: FallbackCurve;
  readonly chosen: SearchPoint;
  readonly search: readonly SearchPoint[];
}

const FOLDS = 5;
const L2_GRID = [3e-5, 1e-4, 1e-3, 1e-2];
const LAMBDA_GRID = [0.3, 1, 3, 10, 30];
const IDENTITY: Calibrator = { kind: 'temperature', temperature: 1 };

/**
 * Trains one domain's log-linear re-ranker from the lines' hypotheses of that domain alone.
 *
 * The penalty is the one with the best development NLL under the chosen objective; lambda of R3 then has the lowest
 * development SemER among those within one standard error of the best development NLL. The calibrator sees
 * out-of-fold predictions of the training lines, so that no development line is used twice.
 * @throws Error naming the domain when its lines cannot teach anything: no hypotheses, or only one class
 */
export function trainReranker(
  definition: DomainDefinition,
  train: readonly ReferenceUtterance[],
  development: readonly ReferenceUtterance[],
  options: TrainingOptions,
): TrainedReranker {
  const domain = definition.name;
  const trainLines = domainLines(train, domain);
  const devLines = domainLines(development, domain);
  const vocabulary = readVocabulary(definition, trainLines);
  const schema = defineFeatures(definition.features, vocabulary);
  const lists = toRankedLists(schema, trainLines, domain);
  const devLists = toRankedLists(schema, devLines, domain);
  rejectUnteachable(domain, 'training', lists);
  rejectUnteachable(domain, 'development', devLists);

  const fits =
    (options.objective === 'r3' ? LAMBDA_GRID.length - 1 : 0) +
    L2_GRID.length +
    (options.calibrator === 'none' ? 0 : FOLDS);
  let done = 0;
  const fit = (on: RankedLists, lambda: number, l2: number): LogLinearModel => {
    const model = trainLogLinear(on, { objective: options.objective, lambda, l2 });
    options.onProgress?.(++done / fits);
    return model;
  };
  const tried = (lambda: number, l2: number) => {
    const model = fit(lists, lambda, l2);
    return { lambda, l2, model, ...scoreDevelopment(model, devLists, devLines) };
  };

  const byPenalty = L2_GRID.map((l2) => tried(1, l2));
  const penalty = byPenalty.reduce((a, b) => (b.nll < a.nll ? b : a));
  const byLambda =
    options.objective === 'r3'
      ? LAMBDA_GRID.filter((lambda) => lambda !== 1).map((lambda) => tried(lambda, penalty.l2))
      : [];
  const { model, lineLosses: _losses, ...chosen } = chooseWithinOneStandardError([penalty, ...byLambda]);
  const search = [...byPenalty, ...byLambda].map(({ model: _model, lineLosses: _losses, ...point }) => point);

  const calibrator = fitCalibrator(options.calibrator, () => {
    const logOdds = new Float64Array(lists.right.length);
    const folds = trainLines.map(({ id }) => foldOf(id, FOLDS, options.seed));
    for (let fold = 0; fold < FOLDS; fold++) {
      const inside = folds.flatMap((f, i) => (f === fold ? [i] : []));
      const outside = folds.flatMap((f, i) => (f === fold ? [] : [i]));
      if (outside.length === 0) {
        throw new UnteachableLines(
          `training lines: expected enough of domain "${domain}" to hold some out for the calibrator, got ${inside.length}`,
        );
      }
      const predictions = scoreLists(
        fit(selectLists(lists, outside), chosen.lambda, chosen.l2),
        selectLists(lists, inside),
      );
      let next = 0;
      for (const list of inside) {
        for (let row = lists.offsets[list]!; row < lists.offsets[list + 1]!; row++) logOdds[row] = predictions[next++]!;
      }
    }
    return { logOdds, right: lists.right };
  });
  const logProducts = trainLines.flatMap(({ hypotheses }) => hypotheses.map(({ scores }) => logProductScore(scores)));
  const { slope, intercept } = fitPlatt(logProducts, lists.right);
  return {
    domain,
    objective: options.objective,
    seed: options.seed,
    vocabulary,
    schema,
    model,
    calibrator,
    fallback: { slope, intercept },
    chosen,
    search,
  };
}

function fitCalibrator(
  kind: CalibratorKind,
  outOfFold: () => { logOdds: Float64Array; right: Uint8Array },
): Calibrator {
  if (kind === 'none') return IDENTITY;
  const { logOdds, right } = outOfFold();
  switch (kind) {
    case 'platt':
      return fitPlatt(logOdds, right);
    case 'temperature':
      return fitTemperature(logOdds, right);
    case 'beta':
      return fitBeta(logOdds, right);
    case 'isotonic':
      return fitIsotonic(logOdds, right);
  }
}

function rejectUnteachable(domain: string, which: string, { right }: RankedLists): void {
  if (right.length === 0)
    throw new UnteachableLines(`${which} lines: expected hypotheses of domain "${domain}", got none`);
  const rights = right.reduce((sum, flag) => sum + flag, 0);
  if (rights === 0 || rights === right.length) {
    throw new UnteachableLines(
      `${which} lines: expected right and wrong hypotheses of domain "${domain}", got ${rights} right of ${right.length}; ` +
        'does truth use the same domain, intent and slot names as the hypotheses?',
    );
  }
}

/** The lines are well formed but nothing can be learned from them; the message says what is missing. */
export class UnteachableLines extends Error {
  override readonly name = 'UnteachableLines';
}
