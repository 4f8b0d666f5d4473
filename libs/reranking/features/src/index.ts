export { agreement } from './extractors/agreement';
export { contextAttribute, contextAttributeScores, contextValue, intent, intentScores } from './extractors/one-hot';
export { margins } from './extractors/margins';
export { posteriorShare } from './extractors/posterior';
export { scoreProducts } from './extractors/score-products';
export { signal, signalNamed, signalsOf } from './extractors/signal';
export { slotConfidence } from './extractors/slot-confidence';
export { slotCount } from './extractors/slot-count';
export { slotNaming } from './extractors/slot-naming';
export { slotNames } from './extractors/slot-names';
export { tokenCoverage } from './extractors/token-coverage';
export { upstreamLogScores } from './extractors/upstream-log-scores';
export { upstreamLogits } from './extractors/upstream-logits';
export { upstreamRank } from './extractors/upstream-rank';
export {
  asGroup,
  type FeatureExtractor,
  type FeatureGroup,
  type FeatureVocabulary,
  type SingleFeature,
} from './feature-extractor';
export {
  assembleFeatures,
  defineFeatures,
  type FeatureEntry,
  featureFingerprint,
  type FeatureSchema,
  type UnknownFeatures,
} from './feature-schema';
export { standardFeatures } from './standard-features';
