export { type DecisionCosts, DEFAULT_COSTS } from './costs';
export { decide, type Decision, type Option } from './decide';
export type { DomainAnswer, DomainReranker } from './domain-reranker';
export {
  createResolver,
  type DomainOutcome,
  type RegisteredDomain,
  type Resolution,
  type ResolveRequest,
  type Resolver,
} from './resolve';
export { findFlips, type Flip } from './flips';
