export {
  type CalibratorKind,
  type SearchPoint,
  type TrainedReranker,
  type TrainingOptions,
  trainReranker,
  UnteachableLines,
} from './train-reranker';
