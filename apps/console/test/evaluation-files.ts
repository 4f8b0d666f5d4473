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
