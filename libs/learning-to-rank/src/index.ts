export { type ChosenRanker, chooseRanker, type Ranker, type RankerSettings, trainRanker } from './choose-ranker';
export { type LambdaOptions, lambdaObjective } from './lambda-objective';
export { type JudgedQueries, meanNdcg, selectQueries } from './judged-queries';
