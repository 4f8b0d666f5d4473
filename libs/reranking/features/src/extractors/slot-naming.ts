import type { Hypothesis } from '@tiebreak/interpretation';
import type { FeatureGroup } from '../feature-extractor';
import { clippedLog } from '../log-scores';

/**
 * Doubts about what the slots are called: how many repeat a name that the hypothesis has already used, and the lead in
 * ln ner over the best reading that cuts the words the same way but names them otherwise (0, and no rival, without one).
 */
export const slotNaming: FeatureGroup = {
  name: 'slot_naming',
  version: 1,
  columns: () => ['slots_repeated', 'naming_rival', 'naming_lead'],
  write: (row, at, hypothesis, { hypotheses }) => {
    const { slots, scores } = hypothesis;
    const repeated = slots.filter(({ name }, i) => slots.findIndex((slot) => slot.name === name) < i).length;
    let rival = -Infinity;
    for (const other of hypotheses)
      if (other !== hypothesis && sameValues(other, hypothesis) && !sameNames(other, hypothesis))
        rival = Math.max(rival, clippedLog(other.scores.ner));
    row[at] = repeated;
    if (rival === -Infinity) return;
    row[at + 1] = 1;
    row[at + 2] = clippedLog(scores.ner) - rival;
  },
};

function sameValues(a: Hypothesis, b: Hypothesis): boolean {
  return a.slots.length === b.slots.length && a.slots.every(({ value }, i) => value === b.slots[i]!.value);
}

function sameNames(a: Hypothesis, b: Hypothesis): boolean {
  return a.slots.every(({ name }, i) => name === b.slots[i]!.name);
}
