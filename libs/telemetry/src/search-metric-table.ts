import type { Metric } from './metric';

/** What the search service measures. */
export const SEARCH_METRICS = {
  requests: {
    name: 'tiebreak_search_requests_total',
    type: 'counter',
    labels: ['method', 'transport', 'outcome'],
    help: 'Requests by outcome: answered, refused (the request broke the contract), unavailable (to be asked again), late (no answer within the deadline), gone (the caller did not wait) or failed (a fault of ours). Method is Search, MatchEntities or RecordFeedback.',
  },
  duration: {
    name: 'tiebreak_search_duration_seconds',
    type: 'histogram',
    labels: ['method', 'transport'],
    help: 'Time from the decoded request to its answer; transport is grpc or http.',
  },
  results: {
    name: 'tiebreak_search_results',
    type: 'histogram',
    labels: ['domain'],
    help: 'Results of each search that was answered; the bucket of 0 has those that found nothing.',
  },
  strategyDuration: {
    name: 'tiebreak_search_strategy_duration_seconds',
    type: 'histogram',
    labels: ['domain', 'strategy'],
    help: 'Time that each chosen strategy took; its count is how often it was chosen.',
  },
  strategyErrors: {
    name: 'tiebreak_search_strategy_errors_total',
    type: 'counter',
    labels: ['domain', 'strategy'],
    help: 'Searches that went on without a chosen strategy because it failed or was late.',
  },
  feedback: {
    name: 'tiebreak_feedback_events_total',
    type: 'counter',
    labels: ['outcome'],
    help: 'Events by what became of them: accepted, duplicate, orphaned (no such impression yet), capped (over a limit; teaches nothing) or rejected (not kept).',
  },
} as const satisfies Record<string, Metric>;
