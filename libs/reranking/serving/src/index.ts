export { type ExchangeableModels, type ReleasedBundle } from './exchangeable-models';
export {
  type Lease,
  type LoadedModel,
  ModelRoster,
  type ReleasableModel,
  type Rollout,
  type Shadow,
  type StandingModel,
} from './model-roster';
export { type ShadowRecord, ShadowTally } from './shadow-record';
export {
  type AnsweredTraffic,
  canaryAlarm,
  type CanaryTraffic,
  type RolloutLimits,
  shadowAlarm,
} from './rollout-alarm';
