export { type LogLinearModel, logOddsOf, scoreLists } from './log-linear-model';
export {
  crossEntropy,
  expectedSemanticError,
  type Labels,
  type Loss,
  objectiveLoss,
  type ObjectiveKind,
} from './losses';
export { countRows, type RankedLists, selectLists } from './ranked-lists';
export { type LogLinearOptions, trainLogLinear } from './train';
