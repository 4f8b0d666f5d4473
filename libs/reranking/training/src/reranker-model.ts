import { type BoostedTrees, scoreTrees } from '@tiebreak/boosting';
import { type LogLinearModel, logOddsOf } from '@tiebreak/log-linear';
import { type Perceptron, scorePerceptron } from '@tiebreak/neural';

/** How a re-ranker computes its log-odds; `blend` is a weighted sum of one of each of the others. */
export type ModelKind = 'log-linear' | 'boosted' | 'mlp' | 'blend';

/** One trained model over the raw features. */
export type ModelPart =
  | { readonly kind: 'log-linear'; readonly model: LogLinearModel }
  | { readonly kind: 'boosted'; readonly model: BoostedTrees }
  | { readonly kind: 'mlp'; readonly model: Perceptron };

/** The kinds that a blend is made of, and the kinds that stand alone. */
export type PartKind = ModelPart['kind'];

/** The parts of each kind of model. */
export const PARTS: Readonly<Record<ModelKind, readonly PartKind[]>> = {
  'log-linear': ['log-linear'],
  boosted: ['boosted'],
  mlp: ['mlp'],
  blend: ['log-linear', 'boosted', 'mlp'],
};

/** Log-odds of one part, before calibration, a row. */
export function scorePart(part: ModelPart, features: Float32Array): Float64Array {
  switch (part.kind) {
    case 'log-linear':
      return logOddsOf(part.model, features);
    case 'boosted':
      return scoreTrees(part.model, features);
    case 'mlp':
      return scorePerceptron(part.model, features);
  }
}

/** A part and what its log-odds count, above 0. */
export interface WeightedPart {
  readonly weight: number;
  readonly part: ModelPart;
}

/** Log-odds before calibration, a row: the weighted sum of the parts'. */
export function scoreParts(parts: readonly WeightedPart[], features: Float32Array): Float64Array {
  return weightedSum(parts.map(({ weight, part }) => ({ weight, logOdds: scorePart(part, features) })));
}

/** The weighted sum, row by row, of at least one part's log-odds. */
export function weightedSum(
  parts: readonly { readonly weight: number; readonly logOdds: Float64Array }[],
): Float64Array {
  return parts[0]!.logOdds.map((_, row) => parts.reduce((sum, { weight, logOdds }) => sum + weight * logOdds[row]!, 0));
}
