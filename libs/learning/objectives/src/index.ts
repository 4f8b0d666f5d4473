export {
  crossEntropy,
  expectedSemanticError,
  type Labels,
  type Loss,
  objectiveLoss,
  type ObjectiveKind,
} from './losses';
export { countRows, type RankedLists, selectLists } from './ranked-lists';
export { type SparseRows, sparseRows } from './sparse-rows';
export { type Standardization, standardize } from './standardization';
