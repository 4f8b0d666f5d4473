export { bootstrap, type BootstrapOptions, type Interval } from './bootstrap';
export { clopperPearson, type Side } from './clopper-pearson';
export {
  betaQuantile,
  chiSquareQuantile,
  chiSquareTail,
  noncentralityFor,
  normalCdf,
  normalQuantile,
  twoSidedP,
} from './distributions';
export { foldOf } from './fold';
export { holm } from './holm';
export { mix32 } from './mix';
export { poissonBinomialTails, type Tails } from './poisson-binomial';
export { type Random, seededRandom } from './random';
export { mean, median, quantile } from './summaries';
