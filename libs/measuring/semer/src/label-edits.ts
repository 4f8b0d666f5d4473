import type { Interpretation } from '@tiebreak/interpretation';

type Slots = Interpretation['slots'];

/**
 * Label edits that turn `hypothesis` into `reference`: the Levenshtein distance of the ordered (name, value) lists,
 * plus one when domain or intent differ.
 * @returns a whole number, 0 exactly when the two are the same interpretation.
 * @see Su et al., "A Re-ranker Scheme for Integrating Large Scale NLU Models", SLT 2018
 */
export function labelEdits(hypothesis: Interpretation, reference: Interpretation): number {
  const intentEdit = hypothesis.domain === reference.domain && hypothesis.intent === reference.intent ? 0 : 1;
  return intentEdit + slotEdits(hypothesis.slots, reference.slots);
}

/** Labels of a reference: its slots, and the intent, which counts as one. */
export function referenceLabels(reference: Interpretation): number {
  return reference.slots.length + 1;
}

/** Levenshtein distance with the elements (name, value); a wrong name and a wrong value of one slot are one edit. */
function slotEdits(from: Slots, to: Slots): number {
  let previous = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const a = from[i - 1]!;
      const b = to[j - 1]!;
      const substitution = a.name === b.name && a.value === b.value ? 0 : 1;
      row.push(Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + substitution));
    }
    previous = row;
  }
  return previous[to.length]!;
}
