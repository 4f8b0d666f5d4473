/** What the gate looks at; docs/how-to/gate-a-release.md says what each is for. */
export type RuleName =
  | 'semer'
  | 'semer-since-major'
  | 'nll'
  | 'nll-since-major'
  | 'calibration'
  | 'score-shift'
  | 'negative-flips'
  | 'frequent-flips'
  | 'latency';

/** What one rule found. */
export interface RuleOutcome {
  readonly rule: RuleName;
  readonly passed: boolean;
  /** What is compared with the limit; its meaning is the rule's. NaN when it could not be measured. */
  readonly measured: number;
  readonly limit: number;
  /** A sentence for people, with the figures behind `measured`. */
  readonly reason: string;
}

/** Passed when `measured` is at most `limit`; what cannot be measured does not pass. */
export function atMost(rule: RuleName, measured: number, limit: number, reason: string): RuleOutcome {
  return { rule, passed: measured <= limit, measured, limit, reason };
}

/** A signed figure with four decimals. */
export function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;
}
