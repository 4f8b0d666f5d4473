export { OnnxRankingModel } from './onnx-ranking-model';
export { rankerGraph } from './ranker-graph';
export { RankerManifest, readRankerManifest } from './ranker-manifest';
export { type RankerBundle, type RankerExpectations, readRankerBundle } from './read-ranker-bundle';
export { signRankerBundle } from './sign-ranker-bundle';
export { type RankerDetails, type TrainedRanker, writeRankerBundle } from './write-ranker-bundle';
