import { describeValue, type Fields, type FieldReader } from '@tiebreak/interpretation';

/** What fills a field: the same words for every entity, or columns. */
export type FieldSource = { readonly constant: string } | ColumnSource;

export interface ColumnSource {
  /** At least one. */
  readonly columns: readonly string[];
  /** Whether the first value alone is taken, or all. */
  readonly take: 'first' | 'all';
  /** Cuts texts into lists ("Crime|Drama"); lists of JSON need none. */
  readonly separator?: string;
  /** Values that say nothing, such as "(no genres listed)". */
  readonly except: readonly string[];
}

const CONSTANT = /^"([^"]*)"$/;
const FIRST = '[0]';
/** Columns and values of one source; more is a mistake. */
const MOST = 64;
const LONGEST = 500;

/** Reads one source, as text or as an object; what is wrong is reported under `field`. */
export function readFieldSource(reader: FieldReader, field: string, source: unknown): FieldSource {
  if (typeof source === 'string') return parseFieldSource(reader, field, source);
  return reader.within(field, () => {
    const fields = reader.object(source);
    if (typeof fields.constant === 'string') return { constant: fields.constant };
    const take = reader.text(fields, 'take', LONGEST, 'optional') || 'all';
    if (take !== 'first' && take !== 'all') reader.reject('take', 'first or all', take);
    const separator = reader.text(fields, 'separator', LONGEST, 'optional');
    return {
      columns: readColumns(reader, fields),
      take: take === 'first' ? 'first' : 'all',
      ...(separator === '' ? {} : { separator }),
      except: reader.list(fields, 'except', MOST, (value) => reader.text({ value }, 'value', LONGEST, 'required')),
    };
  });
}

function readColumns(reader: FieldReader, fields: Fields): readonly string[] {
  if ('column' in fields) return [reader.text(fields, 'column', LONGEST, 'required')];
  const columns = reader.list(fields, 'columns', MOST, (column) =>
    reader.text({ column }, 'column', LONGEST, 'required'),
  );
  if (columns.length === 0) reader.reject('columns', 'column, columns or constant', 'none of them');
  return columns;
}

function parseFieldSource(reader: FieldReader, field: string, text: string): FieldSource {
  const constant = CONSTANT.exec(text);
  if (constant !== null) return { constant: constant[1]! };
  const take = text.endsWith(FIRST) ? 'first' : 'all';
  const columns = (take === 'first' ? text.slice(0, -FIRST.length) : text).split('+').map((column) => column.trim());
  if (columns.includes('') || text.includes('"'))
    reader.reject(field, 'COLUMN, COLUMN[0], COLUMN+COLUMN or "constant"', text);
  return { columns, take, except: [] };
}

/** The values of a record for one source, as texts, in order; empty ones are left out. */
export function valuesOf(record: Fields, source: FieldSource): string[] {
  if ('constant' in source) return [source.constant];
  const values = source.columns
    .flatMap((column) => listOf(Object.hasOwn(record, column) ? record[column] : undefined, source.separator))
    .map((value) => value.trim())
    .filter((value) => value !== '' && !source.except.includes(value));
  return source.take === 'first' ? values.slice(0, 1) : values;
}

function listOf(value: unknown, separator: string | undefined): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((element: unknown) => listOf(element, separator));
  const text = typeof value === 'string' ? value : describeValue(value);
  return separator === undefined ? [text] : text.split(separator);
}
