import type { Context, Hypothesis, Probability } from '@tiebreak/interpretation';
import type { AnsweringModel } from '@tiebreak/scoring';

/** A hypothesis as it was answered. */
export interface DecidedHypothesis {
  readonly hypothesis: Hypothesis;
  /** What it was ranked by. */
  readonly score: Probability;
  /** What the domain's model said; differs from `score` only under recalibration. */
  readonly bundleScore: Probability;
  /** Scored by the aggregator's fallback: no model answered for it. */
  readonly fallback: boolean;
}

/** What was decided of one request, and on what grounds. */
export interface LoggedDecision {
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly decidedAt: number;
  /** Undefined where the log does not keep words; slots then hold placeholders, alike for like words. */
  readonly utterance: string | undefined;
  readonly locale: string;
  readonly context: Context;
  /** In the order of the request, without those of domains that nobody registered. */
  readonly hypotheses: readonly DecidedHypothesis[];
  /** The model that scored each domain's hypotheses, by domain; none where a fallback did. */
  readonly models: Readonly<Record<string, AnsweringModel>>;
  readonly decision: {
    readonly kind: 'act' | 'confirm' | 'disambiguate' | 'reject';
    /** Ids of the hypotheses that were put forward, best first. */
    readonly options: readonly string[];
    readonly probabilityRight: Probability;
  };
}

/** What turned out to be right or wrong. What a report does not name stays unknown; it is not taken for wrong. */
export interface OutcomeReport {
  readonly requestId: string;
  /** Known to be right; empty when that is unknown. */
  readonly rightHypothesisId: string;
  /** Known to be wrong, such as skipped or declined. */
  readonly wrongHypothesisIds: readonly string[];
  /** Known: none of them was right. */
  readonly noneRight: boolean;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
}

/** A report beside the decision that it is about. */
export interface JoinedOutcome {
  /** In the order in which reports were taken, from 1 on. */
  readonly position: number;
  readonly decision: LoggedDecision;
  readonly report: OutcomeReport;
}

/** Where a log of outcomes ends. */
export interface OutcomeHead {
  /** Rises by one whenever outcomes are deleted: what was made of the log before has to be made again. */
  readonly epoch: number;
  /** Of the last outcome ever taken; 0 when there is none. */
  readonly position: number;
}

export interface OutcomePage extends OutcomeHead {
  readonly outcomes: readonly JoinedOutcome[];
}

/**
 * The log of decisions and of what came of them. Several processes may write to it at once; all read its outcomes in one
 * order, so that whatever is made of them by that order is the same in each.
 */
export interface DecisionLog {
  /** Resolves once all are durable. Of two decisions of one request the first is kept. */
  write(decisions: readonly LoggedDecision[]): Promise<void>;
  /** Undefined when there is none of that request, or it has expired. */
  find(requestId: string): Promise<LoggedDecision | undefined>;
  /**
   * Takes a report, durably, unless there is one of its request.
   * @param report of a decision that was found
   * @returns whether it was the first
   */
  record(report: OutcomeReport): Promise<boolean>;
  /** At most `limit` outcomes behind a position. None when there are no more. */
  read(after: number, limit: number): Promise<OutcomePage>;
  /** Deletes decisions made before a time, in milliseconds since 1970, and their outcomes. @returns how many decisions */
  expire(before: number): Promise<number>;
  /** Waits for what was begun. Nothing may be asked afterwards. */
  close(): Promise<void>;
}
