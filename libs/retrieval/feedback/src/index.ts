export { Attribution, type Attributed, type ClosedImpression, type Confirmation, type Standing } from './attribution';
export { checkAgainst, checkEvent, FEEDBACK_ACTIONS } from './check-event';
export { checkImpression, redacted } from './check-impression';
export { hashText } from './hash-text';
export { type ImpressionOutcome, type OutcomeBatch } from './impression-outcome';
export {
  type Appended,
  type EventLog,
  type Kept,
  type LogHead,
  type LogPage,
  type PolicyStore,
  type Q2EStore,
  type VersionedStore,
} from './event-log';
export { type FeedbackAction, type FeedbackEvent, type FeedbackReceipt } from './feedback-event';
export { DEFAULT_FEEDBACK_RULES, type FeedbackRules } from './feedback-rules';
export { FeedbackService, type FeedbackServiceOptions } from './feedback-service';
export { type Grade, gradeOf, isPositive, UNTOUCHED } from './grade';
export {
  type ChoiceDraw,
  type Impression,
  type ImpressionResult,
  type NeighbourSwap,
  type ShadowChoice,
} from './impression';
export {
  decodeEntry,
  decodeImpression,
  encodeEntry,
  impressionKey,
  type LogEntry,
  type NewLogEntry,
  type StoredEntry,
} from './log-entry';
export { memoryGenerator } from './memory-generator';
export { learnFromLog, learnOutcomes, type Learn, outcomesOf } from './policy-learning';
export { PredictionTable, type PredictionOptions, type Predictions } from './prediction-table';
export { DEFAULT_PROJECTIONS, type ProjectionCounts, type ProjectionOptions, Projections } from './projections';
export {
  DEFAULT_MEMORY_OPTIONS,
  type MemoryOptions,
  type MemoryQuestion,
  QueryMemory,
  type Recall,
} from './query-memory';
export { LogChanged, readLog } from './read-log';
export { type Rebuilt, rebuildKept, rebuildUpTo } from './rebuild';
export { type TrainingRow, trainingRows } from './training-rows';
