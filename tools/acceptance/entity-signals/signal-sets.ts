import type { LabelledUtterance } from '@tiebreak/interpretation';

/**
 * Signals that may become features together; which of them is decided on development lines. Those that every domain
 * has: only in Music do hypotheses name titles and creators together.
 */
export const SIGNAL_SETS = {
  match: ['entity_match'],
  known: ['entity_match', 'entity_popularity'],
  names: ['entity_match', 'entity_match_least', 'entity_misnamed'],
  written: ['entity_match', 'entity_written'],
  all: ['entity_match', 'entity_match_least', 'entity_written', 'entity_popularity', 'entity_misnamed'],
} as const satisfies Record<string, readonly string[]>;

export type SignalSet = keyof typeof SIGNAL_SETS;

/** Whether a catalogue has everything that some hypothesis of a line names. */
export function isJoined({ hypotheses }: LabelledUtterance): boolean {
  return hypotheses.some(({ signals }) => signals.entity_match === 1);
}
