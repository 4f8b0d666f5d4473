import type { SlotValue } from '@tiebreak/interpretation';

/** Slots on a line: `album=mary poppins year=1964`; "-" without any. */
export function describeSlots(slots: readonly Pick<SlotValue, 'name' | 'value'>[]): string {
  return slots.length === 0 ? '-' : slots.map(({ name, value }) => `${name}=${value}`).join(' ');
}
