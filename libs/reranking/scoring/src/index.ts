export { defineDomain, type DomainDefinition, readVocabulary } from './domain-definition';
export { BIAS, explainRows } from './explain';
export { type FallbackCurve, fallbackScore, logProductScore } from './fallback';
export { rerank, type RerankRequest } from './rerank';
export type { ModelScores, ModelVersion, ScoringModel } from './scoring-model';
