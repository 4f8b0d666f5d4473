export { type BinnedFeatures, binFeatures } from './bins';
export { type BoostedTrees, firstTrees, scoreStages, scoreTrees, type Tree } from './boosted-trees';
export { type BoostingObjective, logisticObjective } from './objective';
export type { BoostingOptions } from './options';
export { growTrees, trainBoostedTrees } from './train';
