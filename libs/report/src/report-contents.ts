import type { NoiseFloor } from '@tiebreak/calibration';
import type { Interval } from '@tiebreak/statistics';

/** The same thing for R0 and for the models, over the same lines. */
export interface Compared<Value> {
  /** R0: every hypothesis by domain * intent * ner as it comes. */
  readonly baseline: Value;
  readonly models: Value;
}

/** A number with its 95% interval. */
export interface Estimate {
  readonly value: number;
  readonly interval: Interval;
}

/** All that a report shows, as plain values: the page computes nothing but layout. */
export interface ReportContents {
  readonly data: { readonly file: string; readonly sha256: string; readonly lines: number };
  readonly utterances: number;
  /** Utterances that some domain serves. */
  readonly inDomain: number;
  /** Lines of domains for which there is no model. */
  readonly leftOut: number;
  readonly seed: number;
  readonly models: readonly ModelIdentity[];
  readonly summary: readonly SummaryRow[];
  readonly calibration: readonly CalibrationRow[];
  readonly reliability: ReliabilityContents;
  readonly slopes: readonly SlopeRow[];
  readonly pairs: readonly PairRow[];
  readonly segments: readonly SegmentGroup[];
  readonly risk: RiskContents;
  readonly decisions: DecisionContents;
  readonly confusion: Compared<Confusion>;
  readonly worst: WorstContents;
}

export interface ModelIdentity {
  readonly domain: string;
  readonly version: string;
  readonly kind: string;
  readonly objective: string;
  readonly digest: string;
}

/** A measure whose bootstrap interval is valid. */
export interface SummaryRow {
  readonly measure: string;
  readonly meaning: string;
  readonly better: 'lower' | 'higher';
  readonly baseline: Estimate;
  readonly models: Estimate;
  /** Models minus R0, on the same resamples. */
  readonly difference: Estimate;
}

/** A calibration error, which noise alone keeps above 0. */
export interface CalibrationRow extends Compared<CalibrationError> {
  readonly measure: string;
  readonly meaning: string;
}

export interface CalibrationError {
  readonly value: number;
  readonly floor: NoiseFloor;
}

export interface ReliabilityContents {
  /** Over every utterance's winner. */
  readonly merged: Compared<ReliabilityDiagram>;
  /** Over the top hypothesis that each domain has for each utterance. */
  readonly domains: readonly (Compared<ReliabilityDiagram> & { readonly domain: string })[];
}

export interface ReliabilityDiagram {
  readonly outcomes: number;
  readonly bins: readonly ReliabilityPoint[];
  /** By ascending score, in pieces: where too few outcomes are near there is no curve. */
  readonly curve: readonly (readonly CurvePoint[])[];
  /** Counts of equal-width bins from 0 to 1. */
  readonly histogram: readonly number[];
  readonly errors: readonly (CalibrationError & { readonly measure: string })[];
}

export interface ReliabilityPoint {
  readonly meanScore: number;
  readonly rightShare: Estimate;
  readonly count: number;
}

export interface CurvePoint {
  readonly score: number;
  readonly rightShare: number;
  readonly band: Interval;
}

/** Logistic fit of right on log-odds for one group of outcomes. */
export interface SlopeRow {
  /** "winner", or a domain whose top hypotheses these are. */
  readonly group: string;
  readonly population: 'all lines' | 'in domain' | 'out of domain';
  readonly count: number;
  readonly fit: Compared<SlopeFit>;
}

export interface SlopeFit {
  readonly meanScore: number;
  readonly rightShare: number;
  /** NaN where no finite fit exists, as without any right outcome. */
  readonly slope: Estimate;
  readonly intercept: Estimate;
  /** Of slope 1 and intercept 0 together, corrected for the number of groups; NaN where neither is to be expected. */
  readonly pValue: number;
}

/** Lines on which exactly one of two domains' top hypotheses is right. */
export interface PairRow {
  readonly domains: readonly [string, string];
  readonly test: Compared<PairTest>;
}

export interface PairTest {
  readonly lines: number;
  /** In log-odds, 0 when the two compare. */
  readonly offset: Estimate;
  /** 1 when the two compare. */
  readonly slope: Estimate;
  /** Corrected for the number of pairs. */
  readonly pValue: number;
  /** In log-odds, at 80% power. */
  readonly smallestOffset: number;
}

/** Utterances cut by one attribute. */
export interface SegmentGroup {
  readonly attribute: string;
  readonly segments: readonly Segment[];
}

export interface Segment {
  readonly name: string;
  readonly count: number;
  readonly meanScore: number;
  readonly rightShare: Estimate;
  /** Corrected for the number of segments of the attribute. */
  readonly pValue: number;
  /** In probability, at 80% power. */
  readonly smallestError: number;
}

export interface RiskContents {
  /** From the surest utterance on: of those acted on, the share that is wrong. */
  readonly curves: Compared<readonly RiskPoint[]>;
  readonly certificates: Compared<Certificate>;
}

export interface RiskPoint {
  readonly coverage: number;
  readonly risk: number;
}

/** A threshold chosen on one half of the lines and judged on the other. */
export interface Certificate {
  readonly certified: boolean;
  /** Share wrong that is allowed among the utterances acted on. */
  readonly target: number;
  /** At which the bound holds, e.g. .95. */
  readonly confidence: number;
  /** NaN when no threshold met the target on the first half. */
  readonly threshold: number;
  readonly acted: number;
  readonly wrong: number;
  /** Utterances of the second half. */
  readonly judged: number;
  /** Upper bound of the share wrong. */
  readonly bound: number;
}

export interface DecisionContents {
  /** In units of one wrong action. */
  readonly costs: readonly { readonly name: string; readonly cost: number; readonly meaning: string }[];
  /** One of each kind, also of those that nobody got. */
  readonly kinds: readonly DecisionRow[];
  /** Mean over all utterances. */
  readonly total: { readonly expected: number; readonly actual: number };
  /** What it costs to act from a score on, and to do nothing below. */
  readonly thresholds: Compared<readonly ThresholdCost[]>;
}

export interface DecisionRow {
  readonly kind: string;
  readonly count: number;
  readonly share: number;
  /** Share of these decisions with a right hypothesis among what they put forward; NaN for those that put nothing. */
  readonly rightShare: number;
  /** Mean a decision; NaN without any. */
  readonly expectedCost: number;
  readonly actualCost: number;
}

export interface ThresholdCost {
  readonly threshold: number;
  readonly cost: number;
}

/** Utterances by the domain that was meant (rows) and the domain chosen (columns). */
export interface Confusion {
  readonly truths: readonly string[];
  readonly chosen: readonly string[];
  /** One row a truth. */
  readonly counts: readonly (readonly number[])[];
}

export interface WorstContents {
  /** All utterances whose winner is wrong, shown or not. */
  readonly wrong: number;
  /** The surest first. */
  readonly lines: readonly WorstLine[];
}

export interface WorstLine {
  readonly id: string;
  readonly utterance: string;
  readonly device: string;
  /** Negative log-likelihood of the winner, in nats. */
  readonly loss: number;
  readonly truth: Reading;
  readonly winner: ExplainedReading;
  /** The best of the hypotheses that are right; absent when none is. */
  readonly right?: ExplainedReading & { readonly rank: number };
}

export interface Reading {
  readonly domain: string;
  readonly intent: string;
  readonly slots: readonly { readonly name: string; readonly value: string }[];
}

export interface ExplainedReading extends Reading {
  readonly score: number;
  /** The largest shares of the log-odds, before calibration. */
  readonly contributions: readonly { readonly feature: string; readonly value: number; readonly logOdds: number }[];
  /** Sum of the shares that are not listed. */
  readonly others: number;
  readonly bias: number;
  /** Scored by the aggregator's fallback: then nothing is known about contributions. */
  readonly fallback: boolean;
}
