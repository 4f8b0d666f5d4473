/**
 * The answer of `GET /v1/calibration`, as JSON: numbers that do not exist yet are null, times are RFC 3339 in UTC.
 * All of it is of the latest outcomes (`window` at most for each model), but for `outcomes`, `detector` and `warning`.
 */
export interface CalibrationView {
  /** Whether decisions are logged at all; without a log there are no outcomes, and `models` knows of warnings alone. */
  readonly logging: boolean;
  /** Decisions that were not logged because the log did not keep up, since this process started. */
  readonly droppedDecisions: number;
  /** Outcomes of each model that curves and fits are made of, at most. */
  readonly window: number;
  /** One for each model that answered: by domain, and the one that answered last first. */
  readonly models: readonly ModelCalibrationView[];
  /** Pairs of domains, of the models that answered last, with enough utterances on which exactly one was right. */
  readonly pairs: readonly DomainPairView[];
}

/** Whether one model's scores mean what they say. */
export interface ModelCalibrationView {
  readonly domain: string;
  readonly modelVersion: string;
  readonly digest: string;
  /** Reports that said something of this model's hypotheses, since the log begins. */
  readonly outcomes: number;
  /** Those of them, in the window, that told whether its first hypothesis was right; the curve is made of these. */
  readonly topOutcomes: number;
  /** Equal-width bins with outcomes, by ascending score. */
  readonly reliability: readonly ReliabilityBinView[];
  /** Of logit P(right) on logit(score): 1 when calibrated, below when scores are too extreme. */
  readonly slope: number | null;
  /** Of the same line: 0 when calibrated, below when scores are too high. */
  readonly intercept: number | null;
  readonly detector: DetectorView;
  readonly priorShift: PriorShiftView;
  /** Shift of the scores themselves, seen without any outcome: a reason to look, no proof that anything is wrong. */
  readonly warning: WarningView;
  readonly recalibration: RecalibrationView;
}

export interface ReliabilityBinView {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly meanScore: number;
  readonly rightShare: number;
  /** Of the share right, 95%, by Clopper and Pearson. */
  readonly interval: readonly [low: number, high: number];
}

/** The sequential test of calibration, on labelled hypotheses. */
export interface DetectorView {
  /** Log of the evidence against calibration, in nats; 0 when there is none. */
  readonly statistic: number;
  /** The alarm is raised where the statistic reaches it. */
  readonly threshold: number;
  readonly alarm: boolean;
  /** Since when the scores are thought to be wrong, which is before the alarm; null without an alarm. */
  readonly since: string | null;
}

/** How many were to be right, and how many were: moves with the mix of traffic, even while each score means what it says. */
export interface PriorShiftView {
  /** Sum of the scores of first hypotheses. */
  readonly expected: number;
  /** How many of them were right. */
  readonly observed: number;
  /** Added to every log-odds it would make the two equal; null where nothing does. */
  readonly offset: number | null;
  readonly pValue: number | null;
}

/** The sequential test of the scores' distribution, on all decisions that this replica has answered. */
export interface WarningView {
  readonly statistic: number;
  readonly threshold: number;
  readonly active: boolean;
  readonly since: string | null;
}

/** What is done to the model's scores: score = sigmoid(scale * logit(bundle score) + shift). */
export interface RecalibrationView {
  /** Whether the operator has switched it on for this domain. Even then scale 1 and shift 0 stand until there is an alarm. */
  readonly on: boolean;
  readonly scale: number;
  readonly shift: number;
}

/** Whether two domains' scores may be compared as they stand. */
export interface DomainPairView {
  readonly domains: readonly [first: string, second: string];
  /** Utterances on which exactly one of the two was right. */
  readonly utterances: number;
  /** By how much the first domain's log-odds lie too low against the second's; 0 when both are calibrated. */
  readonly offset: number | null;
  readonly slope: number | null;
  readonly pValue: number | null;
  /** By Holm's correction over all pairs. */
  readonly adjustedP: number | null;
  /** The least offset that the test would find four times in five on so many utterances; null when it would find none. */
  readonly detectableOffset: number | null;
}
