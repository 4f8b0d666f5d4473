export {
  type Asked,
  type Asker,
  type AskerOptions,
  type AskRequest,
  createAsker,
  type EntityFinder,
  type EntityRequest,
  type HopLimits,
  type Interpreter,
} from './asking/ask';
export {
  DEADLINE_SHARES,
  type Hop,
  type HopAnswer,
  hopDeadline,
  type HopFailure,
  type HopOutcome,
  HOPS,
} from './asking/hops';
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
