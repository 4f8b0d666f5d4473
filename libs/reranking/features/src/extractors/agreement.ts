import type { SlotValue } from '@tiebreak/interpretation';
import type { FeatureGroup } from '../feature-extractor';
import { posterior } from '../posterior';

/**
 * How far the other readings of the list bear a hypothesis out: the posterior share of the hypotheses that carry a slot
 * of it with the same value and name (mean and smallest over its slots), or the value under any name, and the expected
 * overlap (Dice coefficient over intent and slots) with a reading drawn from the list; 1 without slots, when nothing is
 * claimed. Beside them the number of slots above the list's mean.
 * @see Mangu, Brill, Stolcke, "Finding consensus in speech recognition", Computer Speech and Language 2000
 */
export const agreement: FeatureGroup = {
  name: 'agreement',
  version: 1,
  columns: () => [
    'slot_agreement_mean',
    'slot_agreement_min',
    'value_agreement_mean',
    'value_agreement_min',
    'expected_overlap',
    'slots_above_mean',
  ],
  write: (row, at, hypothesis, { hypotheses }) => {
    const shares = posterior(hypotheses);
    const { slots } = hypothesis;
    const [ofSlots, ofValues] = [
      { sum: 0, least: 1 },
      { sum: 0, least: 1 },
    ];
    /** With how many labels of this one each other hypothesis agrees; the intent is a label too. */
    const agreed = hypotheses.map(({ intent }) => (intent === hypothesis.intent ? 1 : 0));
    for (const slot of slots) {
      let ofSlot = 0;
      let ofValue = 0;
      for (let i = 0; i < hypotheses.length; i++) {
        const like = mostLike(slot, hypotheses[i]!.slots);
        if (like === 'nothing') continue;
        ofValue += shares[i]!;
        if (like === 'value') continue;
        ofSlot += shares[i]!;
        agreed[i]!++;
      }
      ofSlots.sum += ofSlot;
      ofSlots.least = Math.min(ofSlots.least, ofSlot);
      ofValues.sum += ofValue;
      ofValues.least = Math.min(ofValues.least, ofValue);
    }
    let overlap = 0;
    let slotsOfAll = 0;
    for (let i = 0; i < hypotheses.length; i++) {
      const count = hypotheses[i]!.slots.length;
      // The Dice coefficient.
      overlap += shares[i]! * ((2 * agreed[i]!) / (slots.length + count + 2));
      slotsOfAll += count;
    }
    row[at] = slots.length === 0 ? 1 : ofSlots.sum / slots.length;
    row[at + 1] = ofSlots.least;
    row[at + 2] = slots.length === 0 ? 1 : ofValues.sum / slots.length;
    row[at + 3] = ofValues.least;
    row[at + 4] = overlap;
    row[at + 5] = slots.length - slotsOfAll / hypotheses.length;
  },
};

/** What a slot has in common with the one among others that is most like it. */
function mostLike({ name, value }: SlotValue, slots: readonly SlotValue[]): 'slot' | 'value' | 'nothing' {
  let like: 'value' | 'nothing' = 'nothing';
  for (const slot of slots) {
    if (slot.value !== value) continue;
    if (slot.name === name) return 'slot';
    like = 'value';
  }
  return like;
}
