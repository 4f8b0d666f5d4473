export { checkLines, type CheckOptions, type DomainCounts, type Finding, verdictOf, worstFirst } from './check-lines';
export { inGateSplit } from './gate-split';
export type { CalibratorChoice } from './choose-calibrator';
export type { SearchPoint } from './learners/learner';
export { type ModelKind, type ModelPart, scoreParts, type WeightedPart } from './reranker-model';
export { type TrainedReranker, type TrainingOptions, trainReranker, UnteachableLines } from './train-reranker';
export type { LineSource } from './training-set';
