import type { Hypothesis, SlotValue } from '@tiebreak/interpretation';
import type { FeatureExtractor } from '../feature-extractor';
import { posterior } from '../posterior';

/**
 * How far the other readings of the list bear a hypothesis out: the posterior share of the hypotheses that carry a slot
 * of it with the same value and name (mean and smallest over its slots), or the value under any name, and the expected
 * overlap (Dice coefficient over intent and slots) with a reading drawn from the list; 1 without slots, when nothing is
 * claimed. Beside them the number of slots above the list's mean.
 * @see Mangu, Brill, Stolcke, "Finding consensus in speech recognition", Computer Speech and Language 2000
 */
export const agreement: FeatureExtractor = {
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
  extract: (hypothesis, { hypotheses }) => {
    const shares = posterior(hypotheses);
    const shareWhere = (holds: (other: Hypothesis) => boolean): number =>
      hypotheses.reduce((sum, other, i) => (holds(other) ? sum + shares[i]! : sum), 0);
    const ofSlots = hypothesis.slots.map((slot) => shareWhere(({ slots }) => slots.some((s) => sameSlot(s, slot))));
    const ofValues = hypothesis.slots.map(({ value }) =>
      shareWhere(({ slots }) => slots.some((s) => s.value === value)),
    );
    const overlap = hypotheses.reduce((sum, other, i) => sum + shares[i]! * dice(hypothesis, other), 0);
    const slots = hypotheses.reduce((sum, other) => sum + other.slots.length, 0) / hypotheses.length;
    return [
      mean(ofSlots),
      Math.min(1, ...ofSlots),
      mean(ofValues),
      Math.min(1, ...ofValues),
      overlap,
      hypothesis.slots.length - slots,
    ];
  },
};

function sameSlot(a: SlotValue, b: SlotValue): boolean {
  return a.name === b.name && a.value === b.value;
}

/** Twice the shared labels over the labels of both; the intent is a label too. */
function dice(a: Hypothesis, b: Hypothesis): number {
  const sharedSlots = a.slots.filter((slot) => b.slots.some((s) => sameSlot(s, slot))).length;
  const shared = sharedSlots + (a.intent === b.intent ? 1 : 0);
  return (2 * shared) / (a.slots.length + b.slots.length + 2);
}

function mean(shares: readonly number[]): number {
  return shares.length === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
