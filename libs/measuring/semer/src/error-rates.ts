import { type Interpretation, OUT_OF_DOMAIN } from '@tiebreak/interpretation';
import { labelEdits, referenceLabels } from './label-edits';

/** How one utterance's chosen interpretation compares with what was meant. */
export interface InterpretationErrors {
  /** Label edits; 0 when entirely right. */
  readonly edits: number;
  /** Labels of the reference, at least 1. */
  readonly labels: number;
  readonly intentWrong: boolean;
  readonly domainWrong: boolean;
}

/** Counts the errors of a chosen interpretation. */
export function compareInterpretations(chosen: Interpretation, reference: Interpretation): InterpretationErrors {
  const domainWrong = chosen.domain !== reference.domain;
  return {
    edits: labelEdits(chosen, reference),
    labels: referenceLabels(reference),
    intentWrong: domainWrong || chosen.intent !== reference.intent,
    domainWrong,
  };
}

/** Error rates of a set of utterances, each a ratio; NaN for an empty set. */
export interface ErrorRates {
  /** Semantic error rate: edits per reference label, in [0, inf); above 1 only when hypotheses insert slots. */
  readonly semer: number;
  /** Interpretation error rate: share of utterances with any error. */
  readonly irer: number;
  /** Intent classification error rate: share of utterances with the wrong domain or intent. */
  readonly icer: number;
  readonly domainAccuracy: number;
}

/**
 * Error rates over a set: SemER is sum over sum, so long references weigh more; the others count utterances.
 * Utterances that no domain serves have no reference labels and must be left out before (see `inDomain`).
 * @see Su et al., SLT 2018
 */
export function errorRates(compared: readonly InterpretationErrors[]): ErrorRates {
  let edits = 0;
  let labels = 0;
  let wrong = 0;
  let intentWrong = 0;
  let domainWrong = 0;
  for (const errors of compared) {
    edits += errors.edits;
    labels += errors.labels;
    if (errors.edits > 0) wrong++;
    if (errors.intentWrong) intentWrong++;
    if (errors.domainWrong) domainWrong++;
  }
  const utterances = compared.length;
  return {
    semer: edits / labels,
    irer: wrong / utterances,
    icer: intentWrong / utterances,
    domainAccuracy: 1 - domainWrong / utterances,
  };
}

/**
 * Semantic error rate of one hypothesis: label edits per reference label.
 * @returns a ratio in [0, inf)
 */
export function semanticErrorRate(hypothesis: Interpretation, reference: Interpretation): number {
  return labelEdits(hypothesis, reference) / referenceLabels(reference);
}

/** Whether any domain serves what was meant. */
export function inDomain(reference: Interpretation): boolean {
  return reference.domain !== OUT_OF_DOMAIN;
}
