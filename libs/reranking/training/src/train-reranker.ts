import { type Calibrator, fitPlatt } from '@tiebreak/calibration';
import { type FeatureSchema, type FeatureVocabulary, signalNamed } from '@tiebreak/features';
import type { ReferenceUtterance } from '@tiebreak/interpretation';
import type { ObjectiveKind, RankedLists } from '@tiebreak/objectives';
import type { DomainDefinition, FallbackCurve } from '@tiebreak/scoring';
import { foldOf } from '@tiebreak/statistics';
import {
  type CalibrationRows,
  type CalibratorChoice,
  canCalibrate,
  chooseCalibrator,
  topRows,
  UNCALIBRATED,
} from './choose-calibrator';
import { inGateSplit } from './gate-split';
import { boostedLearner } from './learners/boosted';
import type { Found, Learner, SearchPoint } from './learners/learner';
import { logLinearLearner } from './learners/log-linear';
import { perceptronLearner } from './learners/perceptron';
import { outOfFoldLogOdds } from './out-of-fold';
import { type ModelKind, type PartKind, PARTS, scoreParts, type WeightedPart, weightedSum } from './reranker-model';
import { fitBlendWeights } from './blend-weights';
import { type DevelopmentScores, scoreDevelopment } from './selection';
import { domainLines, toRankedLists } from './training-lines';
import { type LineSource, readTrainingSet } from './training-set';

export interface TrainingOptions {
  readonly kind: ModelKind;
  /** Trees learn under r2 whatever this says. */
  readonly objective: ObjectiveKind;
  /** Fitted on out-of-fold predictions of the training lines. */
  readonly calibrator: CalibratorChoice;
  /** Decides the folds, the draws of the searches, the trees' samples and the perceptrons' beginnings. */
  readonly seed: number;
  /** Whether the lines of the gate split are learned from too; then the gate has nothing left to compare on. */
  readonly gateLines: 'left-out' | 'learned';
  /** Told the share of the work done, in [0, 1]. */
  readonly onProgress?: (share: number) => void;
}

/** Everything that a bundle needs to know of a trained re-ranker. */
export interface TrainedReranker {
  readonly domain: string;
  readonly kind: ModelKind;
  readonly objective: ObjectiveKind;
  readonly seed: number;
  readonly gateLines: TrainingOptions['gateLines'];
  readonly vocabulary: FeatureVocabulary;
  readonly schema: FeatureSchema;
  /** Those that count. */
  readonly parts: readonly WeightedPart[];
  readonly calibrator: Calibrator;
  readonly fallback: FallbackCurve;
  /**
   * Share of the training lines on which the top hypothesis is right, by models that have not seen the line; what the
   * pairwise domain test calls the rate. Absent when nothing was held out.
   */
  readonly topRightRate?: number;
  /** Of the whole model, before calibration. */
  readonly development: DevelopmentScores;
  /** The settings of each part. */
  readonly chosen: readonly SearchPoint[];
  readonly search: readonly SearchPoint[];
}

const FOLDS = 5;

const LEARNERS: Readonly<Record<PartKind, Learner>> = {
  'log-linear': logLinearLearner,
  boosted: boostedLearner,
  mlp: perceptronLearner,
};

/**
 * Trains one domain's re-ranker from the lines' hypotheses of that domain alone.
 *
 * Hyperparameters are searched on the development lines. The weights of a blend and the calibrator see out-of-fold
 * predictions of the training lines, so that no development line is used twice. The training lines are read twice and never held together.
 * @throws UnteachableLines naming the domain when its lines cannot teach anything: no hypotheses, or only one class,
 *   of all or of the best ones that a calibrator is fitted to
 */
export async function trainReranker(
  definition: DomainDefinition,
  train: LineSource,
  development: readonly ReferenceUtterance[],
  options: TrainingOptions,
): Promise<TrainedReranker> {
  const domain = definition.name;
  const { kind, objective, seed, gateLines, onProgress } = options;
  const { vocabulary, schema, lists, folds, logProducts } = await readTrainingSet(
    definition,
    train,
    ({ id }) => gateLines === 'learned' || !inGateSplit(id),
    ({ id }) => foldOf(id, FOLDS, seed),
  );
  const devLines = domainLines(development, domain);
  const devLists = toRankedLists(schema, devLines, domain);
  rejectUnteachable(domain, 'training', lists);
  rejectUnteachable(domain, 'development', devLists);
  rejectUnheardSignals(domain, 'training', schema, lists);
  rejectUnheardSignals(domain, 'development', schema, devLists);

  // Searching a part takes about as long as fitting it to the folds; both count alike.
  const partKinds = PARTS[kind];
  const needsUnseen = partKinds.length > 1 || options.calibrator !== 'none';
  const stages = partKinds.length * (needsUnseen ? 2 : 1);
  let done = 0;
  const progress = (share: number): void => onProgress?.((done + share) / stages);
  const found = partKinds.map((part): Found => {
    const result = LEARNERS[part]({
      lists,
      measure: (logOdds) => scoreDevelopment(logOdds, devLists, devLines),
      developmentFeatures: devLists.features,
      objective,
      seed,
      onProgress: progress,
    });
    done++;
    return result;
  });
  const outOfFold = (): Float64Array[] => {
    if (new Set(folds).size < 2) {
      throw new UnteachableLines(
        `training lines: expected enough of domain "${domain}" to hold some out for the calibrator, got ${folds.length}`,
      );
    }
    return found.map(({ refit }) => {
      let fitted = 0;
      const logOdds = outOfFoldLogOdds(lists, folds, FOLDS, (outside) => {
        const part = refit(outside);
        progress(++fitted / FOLDS);
        return part;
      });
      done++;
      return logOdds;
    });
  };
  const unseen = needsUnseen ? outOfFold() : [];
  const weights = found.length === 1 ? [1] : fitBlendWeights(lists, unseen);
  const counting = weights.flatMap((weight, i) => (weight > 0 ? [{ weight, i }] : []));
  const parts = counting.map(({ weight, i }) => ({ weight, part: found[i]!.part }));
  const { nll, semer } = scoreDevelopment(scoreParts(parts, devLists.features), devLists, devLines);
  const tops = needsUnseen
    ? topRows(weightedSum(counting.map(({ weight, i }) => ({ weight, logOdds: unseen[i]! }))), lists, folds)
    : undefined;
  const calibrator =
    tops === undefined || options.calibrator === 'none' ? UNCALIBRATED : calibratorOf(domain, options.calibrator, tops);
  const { slope, intercept } = fitPlatt(logProducts, lists.right);
  return {
    domain,
    kind,
    objective,
    seed,
    gateLines,
    vocabulary,
    schema,
    parts,
    calibrator,
    fallback: { slope, intercept },
    ...(tops === undefined
      ? {}
      : { topRightRate: tops.right.reduce((sum, flag) => sum + flag, 0) / tops.right.length }),
    development: { nll, semer },
    chosen: found.map(({ chosen }) => chosen),
    search: found.flatMap(({ search }) => search),
  };
}

function calibratorOf(domain: string, choice: Exclude<CalibratorChoice, 'none'>, tops: CalibrationRows): Calibrator {
  if (!canCalibrate(choice, tops)) {
    const right = tops.right.reduce((sum, each) => sum + each, 0);
    throw new UnteachableLines(
      `training lines: expected best hypotheses of domain "${domain}" of which some are right and some are wrong, got ${right} right of ${tops.right.length}; calibrator none needs neither`,
    );
  }
  return chooseCalibrator(choice, tops);
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

/** A signal that no hypothesis has would be a weight of nothing, and a mistake: in its name, or in the choice of the file. */
function rejectUnheardSignals(
  domain: string,
  which: string,
  schema: FeatureSchema,
  { columns, features }: RankedLists,
): void {
  let column = 0;
  for (const entry of schema.entries) {
    const [first, end] = [column, (column += entry.columns.length)];
    const name = signalNamed(entry);
    if (name === undefined || features.some((value, i) => value !== 0 && i % columns >= first && i % columns < end))
      continue;
    throw new UnteachableLines(
      `${which} lines: expected the signal "${name}" with some hypothesis of domain "${domain}", got it with none`,
    );
  }
}

/** The lines are well formed but nothing can be learned from them; the message says what is missing. */
export class UnteachableLines extends Error {
  override readonly name = 'UnteachableLines';
}
