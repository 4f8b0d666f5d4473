export { type ChosenLambdaMart, chooseLambdaMart } from './choose-lambda-mart';
export { type LambdaMartSettings, trainLambdaMart } from './lambda-mart';
export { type LambdaOptions, lambdaObjective } from './lambda-objective';
export { type JudgedQueries, meanNdcg, queryNdcgs, selectQueries } from './judged-queries';
export { type LinearRanker, scoreLinear } from './linear-ranker';
export { type Ranker, scoreRows } from './ranker';
export { type ChosenListwise, chooseListwise, type ListwiseSettings, trainListwise } from './train-listwise';
export {
  ACTION_GRADES,
  type ClickLog,
  type LoggedImpression,
  type ResultAction,
  type ShownResult,
} from './clicks/click-log';
export { actionOf, type ClicksOfRows, clickLogOfRows, type RowsWanted } from './clicks/click-log-of-rows';
export { harvestInterventions } from './clicks/intervention-harvesting';
export { joinFeedback } from './clicks/join-feedback';
export { EVEN, type Propensities } from './clicks/propensities';
export { type ClickSimulation, simulateClicks } from './clicks/simulate-clicks';
export { swappedNeighbours } from './clicks/swapped-neighbours';
export { harvestWithTrust } from './clicks/trust-bias';
export { type WeighedClicks, weighClicks, type WeighOptions } from './clicks/weigh-clicks';
export { explainRanking, medianRow, type RankingExplanation } from './explain-ranking';
export { type GateQueries, judgeRanker, type RankerVerdict, splitForGate } from './judge-ranker';
export {
  defineRankingFeatures,
  fillRows,
  type RankingFeature,
  type RankingFeatureSchema,
  selectColumns,
} from './ranking-features';
export { asFloat32, modelOf, type RankingModel } from './ranking-model';
