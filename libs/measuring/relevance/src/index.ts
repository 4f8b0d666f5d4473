export { averagePrecision } from './average-precision';
export { discountAt, discountedGain, type Gain, gainOf, type GainOptions } from './discounted-gain';
export { ndcg } from './ndcg';
export { recall } from './recall';
export { reciprocalRank } from './reciprocal-rank';
