import type { HopAnswer } from '@tiebreak/aggregation';
import { describeViolation, type Reading } from '@tiebreak/interpretation';

/** What another service answered, or that it cannot be used, with the first of its faults. */
export function trusted<T>(reading: Reading<T>): HopAnswer<T> {
  if (reading.ok) return { status: 'answered', answer: reading.value };
  const [first, ...others] = reading.violations;
  const more = others.length === 0 ? '' : `; and ${others.length} more`;
  return { status: 'unavailable', error: `the answer breaks the contract: ${describeViolation(first!)}${more}` };
}
