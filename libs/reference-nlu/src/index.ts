export { alignSlots, type SlotSpan } from './align-slots';
export { DomainNlu, N_BEST } from './interpret';
export { decodeWeights, encodeWeights } from './model-bytes';
export type { NluModel, NluNames } from './nlu-model';
export { tokenize } from './text/tokenize';
export {
  type NluPenalties,
  type NluTrainingOptions,
  type TaggedUtterance,
  type TrainedNlu,
  trainNlu,
  UnteachableNlu,
} from './train-nlu';
