import { ALARMING, type ReportLikelihoods, TOLERATED } from './miscalibrations';

/**
 * Found by simulation (`npm run acceptance -- live-calibration`): in 10,000 reports over all domains at most 1% false alarms for
 * calibrated scores, and at most 3% for scores at a corner of the indifference zone, which are as wrong as is tolerated.
 */
export const ALARM_THRESHOLD = 7.75;

/** A run that has lost so many nats is given up. */
const GIVEN_UP = -0.3;

/** Scores that are wrong, as far as evidence goes. */
export interface Alarm {
  /** When the run began that led to it: the estimate of when the change came. In the unit of the reports' times. */
  readonly since: number;
  /** Reports from there to the alarm. */
  readonly reports: number;
}

/**
 * Sequential test of whether a domain's scores are still calibrated, report by report: a CUSUM whose runs are e-processes.
 *
 * In each run, the statistic is ln(mean likelihood over the alarming miscalibrations) - ln(greatest likelihood over the
 * tolerated ones). The ratio is an e-process under each tolerated point (the mean is a mixture martingale, the maximum only
 * makes it smaller), so a run reaches h with probability e^-h at most, by Ville's inequality, and n reports hold at most n runs.
 * A run begins anew where it has lost .3 nats. The alarm ends where the statistic has fallen to 0 again.
 * @see Page, "Continuous Inspection Schemes", Biometrika 1954 (CUSUM); Shin, Ramdas & Rinaldo, "E-detectors: A Nonparametric
 *   Framework for Sequential Change Detection", NEJSDS 2023; Wasserman, Ramdas & Balakrishnan, "Universal Inference", PNAS
 *   2020, for the mixture over the maximum
 */
export class ChangeDetector {
  private readonly sums = new Float64Array(TOLERATED.length + ALARMING.length);
  private runSince = 0;
  private runReports = 0;
  private value = 0;
  private raised: Alarm | undefined;

  /** @param threshold in nats, above 0 */
  constructor(readonly threshold = ALARM_THRESHOLD) {}

  /** Evidence against calibration in the present run, in nats; below 0 when it speaks for calibration. */
  get statistic(): number {
    return this.value;
  }

  get alarm(): Alarm | undefined {
    return this.raised;
  }

  /** @param at when the report was made; does not fall */
  observe(likelihoods: ReportLikelihoods, at: number): void {
    if (this.runReports === 0) this.runSince = at;
    this.runReports++;
    let tolerated = -Infinity;
    let alarming = -Infinity;
    for (let i = 0; i < this.sums.length; i++) {
      const sum = (this.sums[i]! += likelihoods[i]!);
      if (i < TOLERATED.length) tolerated = Math.max(tolerated, sum);
      else alarming = Math.max(alarming, sum);
    }
    let mean = 0;
    for (let i = TOLERATED.length; i < this.sums.length; i++) mean += Math.exp(this.sums[i]! - alarming);
    this.value = alarming + Math.log(mean / ALARMING.length) - tolerated;
    if (this.value >= this.threshold) this.raised ??= { since: this.runSince, reports: this.runReports };
    else if (this.raised !== undefined && this.value <= 0) this.raised = undefined;
    if (this.value <= GIVEN_UP) this.restart();
  }

  private restart(): void {
    this.sums.fill(0);
    this.runReports = 0;
    this.value = 0;
  }
}
