import type { LoggedDecision, OutcomeReport } from '@tiebreak/live-calibration';

/** The layout of tables, and of what they hold, that this release reads and writes. */
export const LAYOUT = 1;

/** Decisions column by column: arrays of plain texts go to another thread cheaply, and are what PostgreSQL unnests. */
export interface DecisionColumns {
  readonly requestId: string[];
  readonly decidedAt: number[];
  readonly body: string[];
}

/** An outcome beside its decision, as tables hold them. */
export interface JoinedRow {
  readonly position: number;
  readonly decision: string;
  readonly report: string;
}

export function columnsOf(decisions: readonly LoggedDecision[]): DecisionColumns {
  return {
    requestId: decisions.map(({ requestId }) => requestId),
    decidedAt: decisions.map(({ decidedAt }) => decidedAt),
    // Its numbers come back to the bit: JSON writes the shortest text that reads as the same float64.
    body: decisions.map((decision) => JSON.stringify(decision)),
  };
}

export function decodeJoined({ position, decision, report }: JoinedRow) {
  return { position, decision: decodeDecision(decision), report: JSON.parse(report) as OutcomeReport };
}

export function decodeDecision(body: string): LoggedDecision {
  // An utterance that is not kept is no field in JSON.
  const { utterance, ...decision } = JSON.parse(body) as LoggedDecision;
  return { ...decision, utterance };
}
