export { countVocabulary, defineDomain, type DomainDefinition, readVocabulary, withSignals } from './domain-definition';
export { BIAS, type ExplainOptions, type Explanation, explainRows } from './explain';
export { type FallbackCurve, fallbackScore, logProductScore } from './fallback';
export { rerank, type RerankRequest } from './rerank';
export type { AnsweringModel, ModelRole, ModelVersion, ScoringModel } from './scoring-model';
