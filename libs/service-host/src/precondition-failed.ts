import { describeViolation, type Violation } from '@tiebreak/interpretation';

/** A well-formed request that the present state refuses: FAILED_PRECONDITION over gRPC, 409 over HTTP. Nothing was changed. */
export class PreconditionFailed extends Error {
  override readonly name = 'PreconditionFailed';

  constructor(violations: readonly Violation[]) {
    super(violations.map(describeViolation).join('; '));
  }
}
