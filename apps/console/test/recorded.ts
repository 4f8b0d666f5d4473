import type { CalibrationView } from '@tiebreak/aggregator-host/views';

/** A monitor that has seen everything that there is to be drawn: an alarm, a warning, a model without outcomes, a pair. */
export const CALIBRATION: CalibrationView = {
  logging: true,
  droppedDecisions: 3,
  window: 2_000,
  models: [
    {
      ...{ domain: 'Books', modelVersion: '1.1.0', digest: 'sha256:b00c', outcomes: 812, topOutcomes: 640 },
      reliability: [0.1, 0.3, 0.5, 0.7, 0.9].map((low) => ({
        ...{ low: low - 0.1, high: low + 0.1, count: 128, meanScore: low, rightShare: low * 0.7 },
        interval: [low * 0.55, low * 0.85] as const,
      })),
      ...{ slope: 0.71, intercept: -0.4 },
      detector: { statistic: 8.2, threshold: 4.6, alarm: true, since: '2026-01-01T00:00:00Z' },
      priorShift: { expected: 320.5, observed: 224, offset: -0.62, pValue: 0.0004 },
      warning: { statistic: 1.2, threshold: 4.6, active: false, since: null },
      recalibration: { on: true, scale: 0.82, shift: -0.31 },
    },
    {
      ...{ domain: 'Music', modelVersion: '1.1.0', digest: 'sha256:a11d', outcomes: 0, topOutcomes: 0 },
      ...{ reliability: [], slope: null, intercept: null },
      detector: { statistic: 0, threshold: 4.6, alarm: false, since: null },
      priorShift: { expected: 0, observed: 0, offset: null, pValue: null },
      warning: { statistic: 5.1, threshold: 4.6, active: true, since: '2026-01-01T00:00:00Z' },
      recalibration: { on: false, scale: 1, shift: 0 },
    },
  ],
  pairs: [
    {
      ...{ domains: ['Books', 'Music'] as const, utterances: 96, offset: -0.4, slope: 0.93 },
      ...{ pValue: 0.01, adjustedP: 0.03, detectableOffset: 0.5 },
    },
  ],
};

/** What `tiebreak evaluate --json` prints, of made-up lines. */
export const EVALUATION = {
  ...{ utterances: 120, inDomain: 100, semer: 0.21, irer: 0.3, icer: 0.1, domainAccuracy: 0.93 },
  ...{ ece: 0.04, adaptiveEce: 0.05, smoothEce: 0.03, debiasedEce: -0.001, brier: 0.12, nll: 0.4 },
  eceDomain: { Music: 0.02 },
  intervals: { semer: [0.18, 0.25], ece: [0.02, 0.07], eceDomain: { Music: [0.01, 0.04] } },
  noiseFloor: { ece: { mean: 0.035, p95: 0.06, pValue: 0.41 } },
};

const bins = [0.2, 0.6].map((meanScore) => ({
  ...{ meanScore, count: 60 },
  rightShare: { value: meanScore, interval: [meanScore - 0.1, meanScore + 0.1] },
}));
const slots = [{ name: 'album', value: 'dune' }];

/** As much of a `report.json` as the explorer shows; JSON has null for what is no number. */
export const REPORT = {
  ...{ utterances: 120, inDomain: 100, data: { file: 'dev.jsonl', lines: 120 } },
  models: [{ domain: 'Music', version: '1.1.0' }],
  summary: [
    {
      ...{ measure: 'SemER', meaning: 'labels wrong' },
      ...{ baseline: { value: 0.3 }, models: { value: 0.2 }, difference: { value: -0.1, interval: [-0.14, -0.06] } },
    },
  ],
  reliability: {
    merged: { models: { bins }, baseline: { bins: [...bins, { meanScore: 0.9, rightShare: { value: null } }] } },
    domains: [{ domain: 'Music', models: { bins: bins.slice(1) }, baseline: { bins } }],
  },
  worst: {
    wrong: 9,
    lines: [
      {
        ...{ id: '1', utterance: 'play dune', device: 'phone', loss: 3.2, truth: { domain: 'Video', intent: 'Play' } },
        winner: { domain: 'Music', intent: 'PlayMusic', slots, score: 0.96 },
      },
      {
        ...{ id: '2', utterance: 'read dune', device: '', loss: 2.1, truth: { domain: 'Books', intent: 'Read' } },
        winner: { domain: 'Music', intent: 'PlayMusic', slots: [], score: 0.88 },
      },
    ],
  },
};
