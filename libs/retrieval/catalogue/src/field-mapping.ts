import { FieldReader, type Reading } from '@tiebreak/interpretation';
import { readFieldSource, type FieldSource } from './field-source';

/** Fields of an entity that a mapping can fill; `attribute.NAME` fills an attribute. */
export const MAPPED_FIELDS = [
  'id',
  'domain',
  'type',
  'title',
  'creator',
  'year',
  'popularity',
  'aliases',
  'text',
  'tags',
  'language',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number] | `attribute.${string}`;

/** Where each field of an entity comes from, when a catalogue names its columns otherwise. */
export type FieldMapping = ReadonlyMap<MappedField, FieldSource>;

/** The id is looked for in a column of that name unless the mapping says otherwise. */
const ID: FieldSource = { columns: ['id'], take: 'all', except: [] };

/**
 * Reads a mapping as it is written on a command line: `title=title,creator=authors[0],text=plot+review,type="book"`.
 * Quotes make a constant, `[0]` takes the first of a list, `+` puts columns together.
 */
export function parseFieldMapping(text: string): Reading<FieldMapping> {
  const reader = new FieldReader();
  const entries = new Map<string, unknown>();
  for (const [pair] of text.matchAll(PAIR)) {
    const equals = pair.indexOf('=');
    const field = pair.slice(0, Math.max(equals, 0)).trim();
    if (equals < 0) reader.reject(undefined, 'FIELD=COLUMN,FIELD=COLUMN,...', pair);
    else if (entries.has(field)) reader.reject(field, 'each field once', pair);
    else entries.set(field, pair.slice(equals + 1).trim());
  }
  return readEntries(reader, [...entries]);
}

/** Up to a comma that does not stand in quotes. */
const PAIR = /(?:"[^"]*"|[^,])+/g;

/**
 * Reads a mapping file, already decoded from JSON: for each field what `parseFieldMapping` takes on the right side of the
 * equals sign, or an object with `column` or `columns`, and perhaps `take`, `separator` and `except`.
 */
export function readFieldMapping(file: unknown): Reading<FieldMapping> {
  const reader = new FieldReader();
  return readEntries(reader, Object.entries(reader.object(file)));
}

function readEntries(reader: FieldReader, entries: readonly (readonly [string, unknown])[]): Reading<FieldMapping> {
  const mapping = new Map<MappedField, FieldSource>([['id', ID]]);
  for (const [field, source] of entries) {
    if (isMappedField(field)) mapping.set(field, readFieldSource(reader, field, source));
    else reader.reject(field, `a field to fill: ${MAPPED_FIELDS.join(', ')} or attribute.NAME`, field);
  }
  if (entries.length === 0 && reader.violations.length === 0)
    reader.reject(undefined, 'at least one field to fill', 'none');
  return reader.finish(mapping);
}

function isMappedField(field: string): field is MappedField {
  return (MAPPED_FIELDS as readonly string[]).includes(field) || /^attribute\../.test(field);
}

/** The mapping of a table whose columns are named as fields are. */
export function mappingOfHeader(columns: readonly string[]): FieldMapping {
  const named = columns
    .filter(isMappedField)
    .map((name) => [name, { columns: [name], take: 'all', except: [] }] as const);
  return new Map<MappedField, FieldSource>([['id', ID], ...named]);
}

/** Every column that a mapping reads. */
export function mappedColumns(mapping: FieldMapping): string[] {
  return [...new Set([...mapping.values()].flatMap((source) => ('columns' in source ? source.columns : [])))];
}
