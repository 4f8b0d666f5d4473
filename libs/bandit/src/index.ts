export { type LoggedChoice, type Policy, uniformPolicy } from './off-policy/logged-choice';
export { evaluatePolicy, type EvaluationOptions, type PolicyEvaluation } from './off-policy/evaluate-policy';
export { type Estimate } from './off-policy/ratio-of-sums';
export { ENOUGH, type Verdict } from './off-policy/verdict';
export { costOf, type Price } from './choosing/price';
export {
  type DecisionContext,
  decisionFeatureNames,
  decisionFeatures,
  readDecisionFeatures,
} from './decision/decision-context';
export type { DecisionOutcome } from './decision/decision-outcome';
export { type DecisionSpace, type Depth, DEPTHS, levelOfDepth } from './decision/decision-space';
export {
  queryFeatureNames,
  queryFeatures,
  type QueryFacts,
  STRATEGY_FEATURES,
  type StrategyFacts,
  strategyFeatures,
} from './decision/query-features';
export { type BanditPolicy, type Choice, drawChoice, withShadow } from './policies/bandit-policy';
export {
  type ChoiceDistribution,
  coverProbability,
  expectedCandidates,
  jointProbability,
  marginalProbability,
} from './policies/choice-distribution';
export { namedPolicy, POLICY_NAMES, type PolicySettings } from './policies/policy-settings';
export { readPolicyState, writePolicyState } from './state/serialise-state';
export {
  evaluateSets,
  type LoggedSet,
  type SetEvaluation,
  type SetEvaluationOptions,
} from './off-policy/evaluate-sets';
export { applyFeedback, policyFrom, type PolicyState, untaughtPolicy, versionOf } from './state/policy-state';
export { contextualOracle } from './simulation/oracle';
export {
  candidatesOf,
  clairvoyantValue,
  covers,
  type QueryTable,
  type TableQuery,
  valueOf,
  withBroken,
} from './simulation/query-table';
export { simulate, type SimulationOptions, type SimulationRun } from './simulation/simulate';
export {
  bestStaticVector,
  staticAt,
  staticCoverage,
  staticFrontier,
  type StaticMix,
  type StaticVector,
} from './simulation/static-frontier';
export {
  ALL_KINDS,
  byWindow,
  type Coverage,
  coverageByKind,
  type Difference,
  kindsOf,
  regretsOf,
  sharesByWindow,
  valueAbove,
  valuesOf,
} from './simulation/measure-runs';
