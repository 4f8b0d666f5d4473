export { type ComparedMetric, compareRankings, type Estimate, type PairedMetric } from './compare-rankings';
export { type ConfusionCounts, countConfusions } from './confusion';
export { evaluate, type Evaluation, type EvaluationOptions, type Metrics } from './evaluate';
export { type LineOutcome, lineOutcome, type RankedIndex, rankByProduct } from './ranked-line';
export { domainTops, winners } from './winners';
