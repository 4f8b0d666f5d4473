import { readFile } from 'node:fs/promises';
import {
  type CatalogueEntity,
  type EntityDefaults,
  type FieldMapping,
  mapRecord,
  mappedColumns,
  mappingOfHeader,
  parseFieldMapping,
  popularityRanks,
  readCatalogueEntity,
  readFieldMapping,
  withColumns,
} from '@tiebreak/catalogue';
import { describeViolation, type Fields, type Reading, type Violation } from '@tiebreak/interpretation';
import { Refusal, refusing } from '../refusal';
import { type CatalogueRecord, catalogueRecords, isTable } from './catalogue-records';

export interface CatalogueOptions {
  /** Without one, JSON lines are entities as they are, and the columns of a table are called as fields are. */
  readonly mapping?: FieldMapping;
  /** What stands for a domain or type that a line leaves out. */
  readonly defaults?: EntityDefaults;
  /** Told the share of the file that is read, in (0, 1]; twice over when popularity is ranked. */
  readonly onProgress?: (share: number) => void;
  /** Told of each line that repeats an id, which is then left out; without it such a line is refused. */
  readonly onDuplicate?: (id: string, line: number) => void;
}

/**
 * The mapping that `--fields` gives: `title=title,creator=author,...`, or the name of a JSON file that holds it.
 * @throws Refusal naming the field that is wrong
 */
export async function readMapping(fields: string): Promise<FieldMapping> {
  if (!fields.endsWith('.json')) return accepted(parseFieldMapping(fields), '--fields');
  const text = await readFile(fields, 'utf8').catch(refusing(fields, 'a readable mapping file'));
  try {
    return accepted(readFieldMapping(JSON.parse(text)), fields);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal(`${fields}: expected JSON, got ${error.message}`);
    throw error;
  }
}

/**
 * The entities of a catalogue, CSV or JSON lines, gzipped or not, in their order, a few at a time in memory. A mapped
 * popularity is ranked over the whole file, which is read twice for it.
 * @throws Refusal naming file, line and field of the first line that is wrong, or the column that is nowhere
 */
export async function* readCatalogue(path: string, options: CatalogueOptions = {}): AsyncGenerator<CatalogueEntity> {
  const { defaults = {}, onProgress, onDuplicate } = options;
  const watch = onProgress === undefined ? {} : { onProgress };
  const mapping = options.mapping ?? (isTable(path) ? await headerMapping(path) : undefined);
  const ranks = mapping?.has('popularity') === true ? await readRanks(path, mapping, watch) : undefined;
  const columns = new Set<string>();
  const numberOfId = new Map<string, number>();
  for await (const line of catalogueRecords(path, watch)) {
    const fields = mapping === undefined ? line.record : mapped(line, mapping, columns, path);
    if (ranks !== undefined) rankPopularity(fields as Record<string, unknown>, ranks);
    const entity = accepted(readCatalogueEntity(fields, defaults), `${path}:${line.number}`, mapping);
    const twin = numberOfId.get(entity.id);
    if (twin === undefined) {
      numberOfId.set(entity.id, line.number);
      yield entity;
    } else if (onDuplicate === undefined)
      throw new Refusal(`${path}:${line.number}: id: expected one unlike that of line ${twin}, got ${entity.id}`);
    else onDuplicate(entity.id, line.number);
  }
  if (numberOfId.size === 0) throw new Refusal(`${path}: expected at least one entity, got none`);
  if (mapping !== undefined && options.mapping !== undefined) refuseUnknownColumns(path, mapping, columns);
}

/** The columns that are called as fields are; a table says them in its first row. */
async function headerMapping(path: string): Promise<FieldMapping> {
  for await (const { record } of catalogueRecords(path)) return mappingOfHeader(Object.keys(record as Fields));
  throw new Refusal(`${path}: expected rows under a header, got none`);
}

function mapped(line: CatalogueRecord, mapping: FieldMapping, columns: Set<string>, path: string): Fields {
  const { record, number } = line;
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    throw new Refusal(`${path}:${number}: expected an object, got ${JSON.stringify(record).slice(0, 80)}`);
  for (const column of Object.keys(record)) columns.add(column);
  return mapRecord(record as Fields, mapping);
}

async function readRanks(path: string, mapping: FieldMapping, watch: object): Promise<(value: number) => number> {
  const popularity = new Map([...mapping].filter(([field]) => field === 'popularity'));
  const columns = new Set<string>();
  const values: number[] = [];
  for await (const line of catalogueRecords(path, watch))
    values.push(Number(mapped(line, popularity, columns, path).popularity ?? NaN));
  refuseUnknownColumns(path, mapping, columns);
  return popularityRanks(Float64Array.from(values));
}

/** In place: a number becomes its rank, what is no number stays for the reader to refuse. */
function rankPopularity(fields: Record<string, unknown>, ranks: (value: number) => number): void {
  const value = Number(fields.popularity ?? NaN);
  if (fields.popularity === undefined || !Number.isNaN(value)) fields.popularity = ranks(value);
}

/** A column of JSON lines may be missing in some lines; in all, it is a slip of the pen. */
function refuseUnknownColumns(path: string, mapping: FieldMapping, columns: ReadonlySet<string>): void {
  const unknown = mappedColumns(mapping).filter((column) => !columns.has(column));
  if (unknown.length > 0)
    throw new Refusal(
      `${path}: expected the mapped columns ${unknown.join(', ')}, got only ${[...columns].sort().join(', ')}; name others with --fields`,
    );
}

function accepted<T>(reading: Reading<T>, place: string, mapping?: FieldMapping): T {
  if (reading.ok) return reading.value;
  const describe = (violation: Violation): string =>
    describeViolation(mapping === undefined ? violation : withColumns(violation, mapping));
  throw new Refusal(reading.violations.map((violation) => `${place}: ${describe(violation)}`).join('\n'));
}
