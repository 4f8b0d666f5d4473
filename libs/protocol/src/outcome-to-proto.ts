import type { OutcomeReport } from '@tiebreak/live-calibration';
import type * as aggregator from './generated/tiebreak/v1/aggregator';
import { toTimestamp } from './to-timestamp';

/** The message that tells the aggregator what came of a decision. */
export function toRecordOutcomeRequestMessage({
  occurredAt,
  ...report
}: OutcomeReport): aggregator.RecordOutcomeRequest {
  return { ...report, occurredAt: toTimestamp(occurredAt) };
}
