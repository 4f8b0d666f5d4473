import type { Hypothesis, SlotValue } from '@tiebreak/interpretation';
import { deed, slotNoun, spoken, thing, type Wording } from './wording';

/** The whole hypothesis in words: `the book: rate "dune"`. */
export function describeHypothesis(hypothesis: Hypothesis, wording: Wording): string {
  return `${thing(hypothesis.domain, wording)}: ${wholeDeed(hypothesis, wording)}`;
}

/**
 * One label a hypothesis, different from the others, made of what differs: the domains' nouns, else what would be done,
 * else what a slot holds, else its words. Undefined when no words a user could say tell them apart, such as two readings
 * that differ in a slot for which there is no word.
 */
export function labelsThatTellApart(hypotheses: readonly Hypothesis[], wording: Wording): string[] | undefined {
  for (const way of WAYS) {
    const labels = way(hypotheses, wording);
    if (labels !== undefined && soundDifferent(labels)) return labels;
  }
  return undefined;
}

/** How hypotheses may be told apart; undefined when this way does not fit them. */
type Way = (hypotheses: readonly Hypothesis[], wording: Wording) => string[] | undefined;

/** "the book", "the film" */
const byDomain: Way = (hypotheses, wording) => hypotheses.map(({ domain }) => thing(domain, wording));

/** "play it", "add it to a playlist"; only when "it" is the same in all of them. */
const byIntent: Way = (hypotheses, wording) =>
  allEqual(hypotheses.map((hypothesis) => quoted(hypothesis.slots, wording)))
    ? hypotheses.map(({ domain, intent }) => deed(domain, intent, '', wording))
    : undefined;

/** "the album", "the song"; only when these are the same words. */
const bySlot: Way = (hypotheses, wording) => {
  const own = ownSlots(hypotheses);
  if (!allEqual(own.map((slots) => quoted(slots, wording)))) return undefined;
  return whole(hypotheses.map(({ domain }, i) => slotsInWords(domain, own[i]!, wording)));
};

/** `"dune"`, `"dune messiah"`; only when they fill the same slots. */
const byValue: Way = (hypotheses, wording) => {
  const own = ownSlots(hypotheses);
  if (!allEqual(own.map((slots) => slots.map(({ name }) => name).join()))) return undefined;
  return whole(own.map((slots) => quoted(slots, wording)));
};

/** `the album "thriller"`, `the song "thriller live"` */
const bySlotAndValue: Way = (hypotheses, wording) => {
  const own = ownSlots(hypotheses);
  return whole(
    hypotheses.map(({ domain }, i) => {
      const nouns = slotsInWords(domain, own[i]!, wording);
      return nouns === undefined ? undefined : [nouns, quoted(own[i]!, wording)].join(' ').trim();
    }),
  );
};

/** `rate "dune"`, `find "dune messiah"` */
const byDeed: Way = (hypotheses, wording) => hypotheses.map((hypothesis) => wholeDeed(hypothesis, wording));

const byAll: Way = (hypotheses, wording) => hypotheses.map((hypothesis) => describeHypothesis(hypothesis, wording));

/** For hypotheses of one intent; others do different things with what their slots hold. */
const ofOneIntent =
  (way: Way): Way =>
  (hypotheses, wording) =>
    allEqual(hypotheses.map(({ domain, intent }) => JSON.stringify([domain, intent])))
      ? way(hypotheses, wording)
      : undefined;

/** The shortest question first. */
const WAYS: readonly Way[] = [
  byDomain,
  byIntent,
  ofOneIntent(bySlot),
  ofOneIntent(byValue),
  ofOneIntent(bySlotAndValue),
  byDeed,
  byAll,
];

/** What a hypothesis does, with all the words that it does it with. */
function wholeDeed({ domain, intent, slots }: Hypothesis, wording: Wording): string {
  return deed(domain, intent, quoted(slots, wording), wording);
}

/** The words of slots: `"thriller" "michael jackson"`; empty when none was said. */
function quoted(slots: readonly SlotValue[], wording: Wording): string {
  return slots
    .map((slot) => spoken(slot, wording))
    .filter((words) => words !== '')
    .map((words) => `"${words}"`)
    .join(' ');
}

/** "the album and the artist"; undefined when there are none, or one without a word for it. */
function slotsInWords(domain: string, slots: readonly SlotValue[], wording: Wording): string | undefined {
  const nouns = slots.map(({ name }) => slotNoun(domain, name, wording));
  if (nouns.length === 0 || nouns.includes(undefined)) return undefined;
  return nouns.map((noun) => `the ${noun!}`).join(' and ');
}

/** Of each hypothesis the slots that another one does not have alike. */
function ownSlots(hypotheses: readonly Hypothesis[]): SlotValue[][] {
  const has = ({ slots }: Hypothesis, { name, value }: SlotValue): boolean =>
    slots.some((slot) => slot.name === name && slot.value === value);
  return hypotheses.map(({ slots }) => slots.filter((slot) => !hypotheses.every((other) => has(other, slot))));
}

/** All labels, or none when one is missing or empty. */
function whole(labels: readonly (string | undefined)[]): string[] | undefined {
  return labels.every((label) => label !== undefined && label !== '') ? (labels as string[]) : undefined;
}

/** Nobody hears capitals. */
function soundDifferent(labels: readonly string[]): boolean {
  return new Set(labels.map((label) => label.toLowerCase())).size === labels.length;
}

function allEqual(texts: readonly string[]): boolean {
  return new Set(texts).size <= 1;
}
