import { describeViolation, type LabelledUtterance, readLabelledUtterance } from '../src/index';

type Changes = Readonly<Record<string, unknown>>;

/** A data line as decoded from JSON: valid, and with required fields only. */
export function line(changes: Changes = {}): Changes {
  return { id: 'u1', utterance: 'play dune', hypotheses: [hypothesis()], ...changes };
}

/** A hypothesis of `line`, valid and with required fields only. */
export function hypothesis(changes: Changes = {}): Changes {
  return { domain: 'Music', intent: 'PlayMusic', scores: { domain: 0.5, intent: 0.25, ner: 1 }, ...changes };
}

/** A line whose only hypothesis has the given fields changed. */
export const lineWith = (changes: Changes): Changes => line({ hypotheses: [hypothesis(changes)] });

/** A line whose only slot is "artist: dune" with the given fields changed. */
export const lineWithSlot = (changes: Changes): Changes =>
  lineWith({ slots: [{ name: 'artist', value: 'dune', ...changes }] });

/** What is wrong with a line, one string a violation; empty for a valid line. */
export function violationsOf(source: unknown): readonly string[] {
  const reading = readLabelledUtterance(source);
  return reading.ok ? [] : reading.violations.map(describeViolation);
}

/** The value of a line that must be valid. */
export function valueOf(source: unknown): LabelledUtterance {
  const reading = readLabelledUtterance(source);
  if (!reading.ok) throw new Error(reading.violations.map(describeViolation).join('; '));
  return reading.value;
}
