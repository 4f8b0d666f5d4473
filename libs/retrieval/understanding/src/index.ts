export { type ContentVocabulary, type EvidenceCurve } from './content/content-vocabulary';
export { peopleOf } from './content/entity-words';
export { expansionTerms } from './content/expansion-terms';
export { type PredictedQuery, predictedQueries } from './content/predicted-queries';
export {
  type ContentUnderstanding,
  statedContent,
  understandContent,
  understandTags,
} from './content/understand-content';
export { normalise } from './normalise';
export { type QueryKind, type QueryUnderstanding, type ResultOrder, type RetrievalQuery } from './query';
export { namingRole, type NamingRole } from './query/slots';
export { understandQuery } from './query/understand-query';
export { spokenForms } from './spoken/spoken-forms';
export { type CatalogueVocabulary, creatorNamed, knownWords } from './vocabulary/catalogue-vocabulary';
export { canonicalTag, wordsForTag } from './vocabulary/genres';
export { buildVocabulary, VocabularyBuilder } from './vocabulary/vocabulary-builder';
export { readVocabulary, writeVocabulary, type WrittenVocabulary } from './vocabulary/vocabulary-json';
