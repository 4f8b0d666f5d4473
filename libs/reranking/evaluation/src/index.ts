export { evaluate, type Evaluation, type EvaluationOptions, type Metrics } from './evaluate';
export { type LineOutcome, lineOutcome, type RankedIndex, rankByProduct } from './ranked-line';
