export { bootstrap, type BootstrapOptions, type Interval } from './bootstrap';
export { foldOf } from './fold';
export { type Random, seededRandom } from './random';
export { mean, median, quantile } from './summaries';
