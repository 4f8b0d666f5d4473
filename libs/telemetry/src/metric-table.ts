/** One metric, as Prometheus sees it and as the reference documents it. */
export interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  /** Meaning and unit. */
  readonly help: string;
}

/** What a domain's re-ranker measures. Names and labels are part of what operators build on: they change like the protocol. */
export const RERANKER_METRICS = {
  duration: {
    name: 'tiebreak_rerank_duration_seconds',
    type: 'histogram',
    labels: ['domain', 'role'],
    help: 'Time from the decoded request to the answer, by the role of the model that gave it.',
  },
  requests: {
    name: 'tiebreak_rerank_requests_total',
    type: 'counter',
    labels: ['domain', 'outcome'],
    help: 'Requests by outcome: answered, refused (the request broke the contract) or failed (a fault of ours).',
  },
  topScore: {
    name: 'tiebreak_rerank_top_score',
    type: 'histogram',
    labels: ['domain', 'role'],
    help: "Calibrated score of each answer's first hypothesis, from 0 to 1.",
  },
  modelInfo: {
    name: 'tiebreak_model_info',
    type: 'gauge',
    labels: ['domain', 'version', 'digest', 'role'],
    help: '1 for each model that is loaded.',
  },
  trafficShare: {
    name: 'tiebreak_model_traffic_share',
    type: 'gauge',
    labels: ['domain', 'version', 'role'],
    help: 'Share of the requests that a loaded model answers or, as a shadow, scores.',
  },
  shadowCompared: {
    name: 'tiebreak_shadow_compared',
    type: 'gauge',
    labels: ['domain'],
    help: 'Requests that the present shadow has scored beside the answer; 0 without a shadow.',
  },
  shadowWinnersDiffer: {
    name: 'tiebreak_shadow_winners_differ',
    type: 'gauge',
    labels: ['domain'],
    help: 'Those of them whose first hypothesis was another one.',
  },
  shadowDistance: {
    name: 'tiebreak_shadow_mean_distance',
    type: 'gauge',
    labels: ['domain'],
    help: "Mean distance of a hypothesis's two scores, in log-odds.",
  },
  shadowLeftOut: {
    name: 'tiebreak_shadow_left_out',
    type: 'gauge',
    labels: ['domain'],
    help: 'Requests that the present shadow failed on, or was spared because too many waited for it.',
  },
} as const satisfies Record<string, Metric>;
