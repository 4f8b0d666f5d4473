import type { Probability } from './numbers';

/** One filled slot of an interpretation. Offsets count UTF-16 code units of the utterance. */
export interface SlotValue {
  readonly name: string;
  /** Surface text as it was recognised. */
  readonly value: string;
  /** Offset of the first character; present exactly when `end` is. */
  readonly start?: number | undefined;
  /** Offset after the last character. */
  readonly end?: number | undefined;
  /** Upstream probability of this slot; absent when unknown. */
  readonly confidence?: Probability | undefined;
  /** Catalogue entity, once resolved; empty before. */
  readonly entityId: string;
}

/** What an utterance is taken to mean: who answers, what for, and with which arguments. */
export interface Interpretation {
  readonly domain: string;
  readonly intent: string;
  readonly slots: readonly Pick<SlotValue, 'name' | 'value'>[];
}

/** What was meant. The domain "Other" is something that no domain serves. */
export type ReferenceInterpretation = Interpretation;

/** The reference domain of utterances that no domain serves. */
export const OUT_OF_DOMAIN = 'Other';

/** Probabilities that a domain's own NLU gave. They do not compare between domains. */
export interface UpstreamScores {
  /** Domain classifier, one against all. */
  readonly domain: Probability;
  /** Intent classifier. */
  readonly intent: Probability;
  /** Named-entity recogniser: probability of the whole slot sequence. */
  readonly ner: Probability;
}

/** One reading of an utterance by one domain's NLU. */
export interface Hypothesis extends Interpretation {
  /** Unique in its request. */
  readonly id: string;
  readonly slots: readonly SlotValue[];
  readonly scores: UpstreamScores;
  /** Further named finite evidence; an absent name is missing, not 0. */
  readonly signals: Readonly<Record<string, number>>;
}

/** What is known beside the words. Unknown devices and attributes are legal; an empty device is unknown. */
export interface Context {
  readonly device: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The words and what surrounds them. `utterance` is the text itself. */
export interface Utterance {
  readonly utterance: string;
  readonly locale: string;
  readonly context: Context;
}

/** Hypotheses of one utterance. A domain's re-ranker sees a list of its own hypotheses only. */
export interface NBestList extends Utterance {
  readonly hypotheses: readonly Hypothesis[];
}

/** One line of a data file. */
export interface LabelledUtterance extends NBestList {
  readonly id: string;
  /** Absent when nobody has said what was meant; training and evaluation need it. */
  readonly truth?: ReferenceInterpretation | undefined;
}

/** A data line of which it is known what was meant: what training and evaluation read. */
export type ReferenceUtterance = LabelledUtterance & { readonly truth: ReferenceInterpretation };

/** Whether two interpretations agree in domain, intent and the ordered slots (names and values). */
export function sameInterpretation(a: Interpretation, b: Interpretation): boolean {
  return (
    a.domain === b.domain &&
    a.intent === b.intent &&
    a.slots.length === b.slots.length &&
    a.slots.every((slot, i) => slot.name === b.slots[i]!.name && slot.value === b.slots[i]!.value)
  );
}

/**
 * The unweighted product domain * intent * ner: the baseline R0, and the argument of the fallback curve.
 * Not comparable between domains.
 */
export function productScore(scores: UpstreamScores): Probability {
  return (scores.domain * scores.intent * scores.ner) as Probability;
}

/** The part of a list that one domain answered, in the list's order. */
export function ofDomain<List extends NBestList>(list: List, domain: string): List {
  return { ...list, hypotheses: list.hypotheses.filter((hypothesis) => hypothesis.domain === domain) };
}
