export {
  type Asked,
  type Asker,
  type AskerOptions,
  type AskRequest,
  createAsker,
  type EntityFinder,
  type EntityMatcher,
  type EntityRequest,
  type HopLimits,
  type Interpreter,
} from './asking/ask';
export { type HypothesisSignals, withMatches } from './asking/entity-matches';
export { type Hop, type HopAnswer, hopDeadline, type HopFailure, type HopOutcome, HOPS, shareOf } from './asking/hops';
export { wordsToFind } from './asking/words-to-find';
export { type DecisionCosts, type DecisionPolicy, DEFAULT_COSTS } from './costs';
export { decide, type Decision, type Option } from './decide';
export type { DomainAnswer, DomainReranker } from './domain-reranker';
export { fitJoint, type JointLine, jointLoss, UnfittableLines } from './fit-joint';
export { INDEPENDENT, type JointMap, type JointProbabilities, jointProbabilities } from './joint';
export {
  createResolver,
  type DomainOutcome,
  type RegisteredDomain,
  type Resolution,
  type ResolveRequest,
  type Resolver,
} from './resolve';
export { findFlips, type Flip } from './flips';
export type { DomainWording, Wording } from './wording';
