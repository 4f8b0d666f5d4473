import type { Hypothesis } from '@tiebreak/interpretation';

/**
 * Hypotheses without what the user said: each slot's value becomes a placeholder, the same for the same words, so that
 * hypotheses that differ go on differing. Entity ids and offsets, which tell of the words, go too.
 */
export function redact(hypotheses: readonly Hypothesis[]): Hypothesis[] {
  const placeholders = new Map<string, string>();
  const placeholder = (words: string): string => {
    const known = placeholders.get(words) ?? `redacted-${placeholders.size + 1}`;
    placeholders.set(words, known);
    return known;
  };
  return hypotheses.map((hypothesis) => ({
    ...hypothesis,
    slots: hypothesis.slots.map(({ name, value, confidence }) => ({
      ...{ name, value: placeholder(value), entityId: '' },
      ...(confidence === undefined ? {} : { confidence }),
    })),
  }));
}
