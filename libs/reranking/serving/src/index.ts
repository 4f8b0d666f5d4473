export { type Lease, type LoadedModel, ModelRoster, type Rollout, type StandingModel } from './model-roster';
export { type ShadowRecord, ShadowTally } from './shadow-record';
