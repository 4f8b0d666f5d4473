export { runNlu } from './run-nlu';
export { type NluAdminOptions, type NluHostOptions, type RunningNlu, startNlu } from './start-nlu';
