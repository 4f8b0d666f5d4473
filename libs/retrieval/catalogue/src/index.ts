export { type CatalogueEntity, type Entity } from './entity';
export {
  type FieldMapping,
  MAPPED_FIELDS,
  type MappedField,
  mappedColumns,
  mappingOfHeader,
  parseFieldMapping,
  readFieldMapping,
} from './field-mapping';
export { type ColumnSource, type FieldSource } from './field-source';
export { languageCode } from './language-code';
export { CATALOGUE_LIMITS } from './limits';
export { mapRecord, withColumns } from './map-record';
export { popularityRanks } from './popularity-ranks';
export { type EntityDefaults, readCatalogueEntity } from './read-entity';
export { yearOf } from './year-of';
