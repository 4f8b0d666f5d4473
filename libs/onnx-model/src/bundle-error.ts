import { describeViolation, type Violation } from '@tiebreak/interpretation';

/** A bundle that cannot be used, with everything that is wrong. What ran before keeps running. */
export class BundleError extends Error {
  override readonly name = 'BundleError';

  constructor(
    readonly bundle: string,
    readonly violations: readonly Violation[],
  ) {
    super(`bundle ${bundle}: ${violations.map(describeViolation).join('; ')}`);
  }
}
