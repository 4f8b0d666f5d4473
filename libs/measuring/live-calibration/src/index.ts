export { CalibrationMonitor } from './calibration-monitor';
export { ALARM_THRESHOLD, type Alarm, ChangeDetector } from './change-detector';
export type {
  DecidedHypothesis,
  DecisionLog,
  JoinedOutcome,
  LoggedDecision,
  OutcomeHead,
  OutcomePage,
  OutcomeReport,
} from './decision-log';
export { type DomainEvidence, evidenceOf, topOutcome } from './domain-evidence';
export { chancesOf, logLikelihood, type Miscalibration } from './evidence-likelihood';
export { ALARMING, type ReportLikelihoods, reportLikelihoods, TOLERATED } from './miscalibrations';
export { ModelRecord, WINDOW } from './model-record';
export { fitRecalibration, IDENTITY, recalibrate, type Recalibration } from './recalibration';
export { ScoreDrift, WARNING_THRESHOLD } from './score-drift';
