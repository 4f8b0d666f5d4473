import type { Metric } from './metric';

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
  upstreamVersion: {
    name: 'tiebreak_upstream_version_total',
    type: 'counter',
    labels: ['domain', 'match'],
    help: "Answers by whether the request's upstream version is that of the model's training lines: same, other, or unknown because one of them does not say.",
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

/** What every service measures of the requests that it lets in, or does not. */
export const ADMISSION_METRICS = {
  limit: {
    name: 'tiebreak_admission_limit',
    type: 'gauge',
    labels: [],
    help: 'Requests that the service works on at once, at most; it follows from how long answers take.',
  },
  inFlight: {
    name: 'tiebreak_admission_in_flight',
    type: 'gauge',
    labels: [],
    help: 'Requests that it works on now.',
  },
  waiting: {
    name: 'tiebreak_admission_waiting',
    type: 'gauge',
    labels: [],
    help: 'Requests that wait for their turn now.',
  },
  refusal: {
    name: 'tiebreak_admission_refusal_seconds',
    type: 'histogram',
    labels: [],
    help: 'Time that refused requests waited for their refusal; its count is that of refusals.',
  },
} as const satisfies Record<string, Metric>;

/** What the aggregator measures. */
export const AGGREGATOR_METRICS = {
  duration: {
    name: 'tiebreak_resolve_duration_seconds',
    type: 'histogram',
    labels: ['transport'],
    help: 'Time from the decoded request to the answer; transport is grpc or http.',
  },
  decisions: {
    name: 'tiebreak_resolve_decisions_total',
    type: 'counter',
    labels: ['decision'],
    help: 'Answers by what they advise.',
  },
  refused: {
    name: 'tiebreak_resolve_refused_total',
    type: 'counter',
    labels: ['transport'],
    help: 'Requests that broke the contract.',
  },
  domainDuration: {
    name: 'tiebreak_domain_duration_seconds',
    type: 'histogram',
    labels: ['domain', 'status'],
    help: "Time that a domain's answer took, by what became of it: ranked, deadlineExceeded or unavailable.",
  },
  topScore: {
    name: 'tiebreak_domain_top_score',
    type: 'histogram',
    labels: ['domain', 'fallback'],
    help: "Score of each domain's best hypothesis in the merge, from 0 to 1, by whether it is a fallback's.",
  },
  hedges: {
    name: 'tiebreak_domain_hedges_total',
    type: 'counter',
    labels: ['domain'],
    help: 'Calls made a second time, to another replica, because the first was slow.',
  },
  leftAlone: {
    name: 'tiebreak_domain_left_alone',
    type: 'gauge',
    labels: ['domain'],
    help: '1 while a domain is not called because it failed several times in a row.',
  },
  askDuration: {
    name: 'tiebreak_ask_duration_seconds',
    type: 'histogram',
    labels: ['transport'],
    help: 'Time from the words of an ask to its answer; transport is grpc or http.',
  },
  hopDuration: {
    name: 'tiebreak_ask_hop_duration_seconds',
    type: 'histogram',
    labels: ['hop', 'outcome'],
    help: 'Time that a hop of an ask took (nlu, match, resolve or search), by whether it answered or failed.',
  },
} as const satisfies Record<string, Metric>;
