import type { Fields, Violation } from '@tiebreak/interpretation';
import type { FieldMapping, MappedField } from './field-mapping';
import { type FieldSource, valuesOf } from './field-source';
import { languageCode } from './language-code';
import { yearOf } from './year-of';

/** Between values of several columns or of a list, where one text is wanted. */
const SEPARATORS: Partial<Record<MappedField, string>> = { text: '\n', title: ' ' };
const OTHER_SEPARATOR = ', ';
const ATTRIBUTE = 'attribute.';

/**
 * A record of any shape as fields of an entity, not checked yet: `readCatalogueEntity` does that. Texts are joined, tags
 * get weight 1, years come out of dates. `popularity` is the column's number as it is; rank it with `popularityRanks`.
 */
export function mapRecord(record: Fields, mapping: FieldMapping): Fields {
  const entity: Record<string, unknown> = {};
  const attributes: [string, string][] = [];
  for (const [field, source] of mapping) {
    const values = valuesOf(record, source);
    if (values.length === 0) continue;
    if (field === 'aliases') entity.aliases = values;
    else if (field === 'tags') entity.tags = Object.fromEntries(values.map((tag) => [tag.toLowerCase(), 1]));
    else if (field === 'year') entity.year = yearOf(values[0]!);
    else if (field === 'popularity') entity.popularity = values[0];
    else if (field === 'language') attributes.push(['language', languageCode(values[0]!)]);
    else {
      const text = values.join(SEPARATORS[field] ?? OTHER_SEPARATOR);
      if (field.startsWith(ATTRIBUTE)) attributes.push([field.slice(ATTRIBUTE.length), text]);
      else entity[field] = text;
    }
  }
  return attributes.length === 0 ? entity : { ...entity, attributes: Object.fromEntries(attributes) };
}

/** A violation that says which columns the field came from, for whoever wrote the mapping. */
export function withColumns(violation: Violation, mapping: FieldMapping): Violation {
  const field = /^\w*/.exec(violation.field)![0];
  const source: FieldSource | undefined = mapping.get(field as MappedField);
  if (source === undefined || 'constant' in source) return violation;
  return { ...violation, field: `${violation.field} (from ${source.columns.join(' and ')})` };
}
