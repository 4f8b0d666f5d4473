export { type LogLinearModel, logOddsOf, scoreLists } from './log-linear-model';
export { type LogLinearOptions, trainLogLinear } from './train';
