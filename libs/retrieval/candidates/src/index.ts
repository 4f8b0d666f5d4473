export {
  type Candidate,
  type CandidateGenerator,
  type CandidateSource,
  type UnderstoodQuery,
  type UnitedCandidate,
} from './candidate-generator';
export { DEFAULT_EXPANSION, type ExpansionOptions, expandQuery, type FeedbackEntity } from './expand-query';
export { fuse, type Fusion, minmax, reciprocalRank, weighted } from './fuse';
export { expandedGenerator } from './generators/expanded';
export { freshGenerator, personalGenerator, popularGenerator } from './generators/exploring';
export { fuzzyGenerator } from './generators/fuzzy';
export { type Actions, entityVectors, type EntityVectorOptions } from './graph/entity-vectors';
export { graphGenerator } from './generators/graph';
export { lexicalGenerator } from './generators/lexical';
export { semanticGenerator } from './generators/semantic';
export { sparseGenerator, TAG } from './generators/sparse';
export { structuredGenerator } from './generators/structured';
export { BestRows } from './impact-index/best-rows';
export {
  type CollectionStatistics,
  ImpactIndexBuilder,
  inverseFrequency,
  type Weighting,
} from './impact-index/build-impact-index';
export { type ImpactIndex, ImpactSearcher, type ScoredRow } from './impact-index/impact-index';
export { packImpactIndex, unpackImpactIndex } from './impact-index/pack';
export { bm25, unitLength } from './impact-index/weightings';
export {
  type EntityFilter,
  type ForwardIndex,
  type RelatedIndex,
  type SentenceEncoder,
  type SparseField,
  type SparseIndex,
  type TextIndex,
  type TextQuery,
  type UserHistory,
  type VectorIndex,
} from './ports';
export { briefOf, type EntityBrief } from './text/entity-brief';
export {
  creatorNames,
  enriched,
  entityNames,
  entitySentence,
  entityTerms,
  ownTerms,
  spokenNames,
} from './text/entity-text';
export { characterGrams } from './text/grams';
export { hashedEncoder } from './text/hashed-encoder';
export { searchWords, stems } from './text/words';
export { plainQuery } from './plain-query';
export { unite } from './unite';
