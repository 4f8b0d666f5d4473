export { averagePrecision } from './average-precision';
export { discountedGain, type Gain, type GainOptions } from './discounted-gain';
export { ndcg } from './ndcg';
export { recall } from './recall';
export { reciprocalRank } from './reciprocal-rank';
