export { runNlu } from './run-nlu';
export { type NluHostOptions, type RunningNlu, startNlu } from './start-nlu';
