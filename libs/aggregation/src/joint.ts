import { logit, type Probability, softplus } from '@tiebreak/interpretation';

/**
 * From the calibrated scores of one utterance's hypotheses to the probabilities that each is the one right one, or that
 * none is. Plain JSON.
 */
export interface JointMap {
  /** Of a hypothesis's log-odds; above 0, so that the ranking stays as it is. */
  readonly slope: number;
  /** In log-odds against none being right. */
  readonly intercept: number;
  /** Of ln(1 - prod(1 - p)), the log of the chance that independent scores give to any being right. */
  readonly utteranceSlope: number;
}

/** Takes scores for independent evidence, of which no more is known than that at most one hypothesis is right. */
export const INDEPENDENT: JointMap = { slope: 1, intercept: 0, utteranceSlope: 0 };

/** What may be true of an utterance's hypotheses; sums to 1. */
export interface JointProbabilities {
  /** P(this one is right), in the order of the scores. */
  readonly right: readonly Probability[];
  /** P(none is right). */
  readonly none: Probability;
}

/** The linear terms of the model for one utterance: what slope and utteranceSlope multiply. */
export interface JointEvidence {
  readonly logOdds: readonly number[];
  /** ln(1 - prod(1 - p)); -Infinity without hypotheses. */
  readonly logAny: number;
}

/** Scores of 0 and 1 count as log-odds of -36 and 36. @param scores probabilities */
export function jointEvidence(scores: readonly number[]): JointEvidence {
  const logOdds = scores.map(logit);
  // ln(1 - p) = -softplus(logit p), which does not lose small p.
  const logNone = -logOdds.reduce<number>((sum, x) => sum + softplus(x), 0);
  return { logOdds, logAny: Math.log(-Math.expm1(logNone)) };
}

/**
 * At most one hypothesis of an utterance is right, which scores of their own do not know: their sum may pass 1.
 *
 * P(h) = exp(u_h) / (1 + sum exp(u)), P(none) = 1 / (1 + sum exp(u)), with
 * u_h = slope logit(p_h) + intercept + utteranceSlope ln(1 - prod(1 - p)): McFadden's conditional logit with "none" as
 * one of the choices. With the map `INDEPENDENT`, that is independent scores conditioned on at most one being right:
 * P(h and no other) is prod(1 - p) times the odds of h.
 *
 * Another hypothesis of score 0 changes the others by exp(intercept - 36 slope) at most, if utteranceSlope is not negative.
 * @param scores calibrated, each by itself. 0 and 1 count as log-odds of -36 and 36.
 * @see McFadden, "Conditional Logit Analysis of Qualitative Choice Behavior", 1974
 */
export function jointProbabilities(scores: readonly Probability[], map: JointMap): JointProbabilities {
  const { right, none } = choiceProbabilities(jointEvidence(scores), map);
  return { right: right as Probability[], none: none as Probability };
}

/** The probabilities of an utterance's choices, and the terms that they are made of. */
export interface ChoiceProbabilities {
  /** Log-odds of each hypothesis against none being right. */
  readonly utilities: readonly number[];
  /** ln(1 + sum exp(utilities)) = -ln P(none). */
  readonly logTotal: number;
  readonly right: readonly number[];
  readonly none: number;
}

/** As `jointProbabilities`, from evidence that a fit computes once. */
export function choiceProbabilities(
  { logOdds, logAny }: JointEvidence,
  { slope, intercept, utteranceSlope }: JointMap,
): ChoiceProbabilities {
  const utilities = logOdds.map((x) => slope * x + intercept + utteranceSlope * logAny);
  // The largest is taken out, so that no exponential overflows.
  const largest = Math.max(0, ...utilities);
  const weights = utilities.map((u) => Math.exp(u - largest));
  const noneWeight = Math.exp(-largest);
  const total = weights.reduce((sum, weight) => sum + weight, noneWeight);
  return {
    utilities,
    logTotal: largest + Math.log(total),
    right: weights.map((weight) => weight / total),
    none: noneWeight / total,
  };
}
