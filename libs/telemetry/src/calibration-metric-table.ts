import type { Metric } from './metric';

/** What the aggregator measures of its decisions' outcomes. */
export const CALIBRATION_METRICS = {
  dropped: {
    name: 'tiebreak_decisions_dropped_total',
    type: 'counter',
    labels: [],
    help: 'Decisions that were answered but not logged, because the log did not keep up or failed; nobody can report on them.',
  },
  outcomes: {
    name: 'tiebreak_outcomes_total',
    type: 'counter',
    labels: ['result'],
    help: 'Reports of outcomes by what became of them: recorded, repeated (there was one already), unknown (no such decision) or refused.',
  },
  statistic: {
    name: 'tiebreak_calibration_statistic',
    type: 'gauge',
    labels: ['domain', 'version'],
    help: "Evidence against a model's calibration, by its outcomes, in nats; the alarm is raised at 7.75.",
  },
  alarm: {
    name: 'tiebreak_calibration_alarm',
    type: 'gauge',
    labels: ['domain', 'version'],
    help: '1 while the outcomes of a model show that its scores are wrong.',
  },
  drift: {
    name: 'tiebreak_score_drift_warning',
    type: 'gauge',
    labels: ['domain', 'version'],
    help: "1 while a model's scores are distributed otherwise than before, as this replica sees them; it needs no outcomes and proves nothing.",
  },
  scale: {
    name: 'tiebreak_recalibration_scale',
    type: 'gauge',
    labels: ['domain', 'version'],
    help: "What the log-odds of a model's scores are multiplied by; 1 where nothing is done to them.",
  },
  shift: {
    name: 'tiebreak_recalibration_shift',
    type: 'gauge',
    labels: ['domain', 'version'],
    help: 'What is then added to them; 0 where nothing is done.',
  },
} as const satisfies Record<string, Metric>;
