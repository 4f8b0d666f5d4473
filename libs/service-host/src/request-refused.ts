import { describeViolation, type Reading, type Violation } from '@tiebreak/interpretation';

/** A request that breaks the contract; the filters turn it into the error of the transport it came by. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';

  constructor(readonly violations: readonly Violation[]) {
    super(violations.map(describeViolation).join('; '));
  }
}

/** The value read. @throws RequestRefused with everything that is wrong */
export function accept<T>(reading: Reading<T>): T {
  if (!reading.ok) throw new RequestRefused(reading.violations);
  return reading.value;
}
