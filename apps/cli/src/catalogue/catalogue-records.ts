import { Readable } from 'node:stream';
import type { Fields } from '@tiebreak/interpretation';
import { CsvError, parse } from 'csv-parse';
import { type StreamWatch, streamBytes, streamLines } from '../line-stream';
import { Refusal } from '../refusal';

/** One line of a catalogue as it stands there, and the number of the line that it ends on, from 1. */
export interface CatalogueRecord {
  readonly number: number;
  /** An object, for all that was checked. */
  readonly record: unknown;
}

/** What a catalogue's name says of its format. */
const FORMAT = /\.(csv|jsonl)(\.gz)?$/i;

/** Whether a catalogue is a table with a header. @throws Refusal when its name says neither CSV nor JSON lines */
export function isTable(path: string): boolean {
  const format = FORMAT.exec(path)?.[1]?.toLowerCase();
  if (format === undefined)
    throw new Refusal(`${path}: expected a name that ends in .csv, .csv.gz, .jsonl or .jsonl.gz`);
  return format === 'csv';
}

/**
 * The records of a catalogue: JSON lines, or CSV with a header; gzipped or not. Empty lines are skipped.
 * @throws Refusal naming file and line when it cannot be read, or is not what its name says
 */
export function catalogueRecords(path: string, watch: StreamWatch = {}): AsyncGenerator<CatalogueRecord> {
  return isTable(path) ? rows(path, watch) : jsonLines(path, watch);
}

async function* rows(path: string, watch: StreamWatch): AsyncGenerator<CatalogueRecord> {
  const parser = parse({ columns: true, bom: true, skip_empty_lines: true, info: true });
  const bytes = Readable.from(streamBytes(path, watch), { objectMode: false });
  bytes.on('error', (error) => parser.destroy(error));
  try {
    for await (const { info, record } of bytes.pipe(parser) as AsyncIterable<{
      info: { lines: number };
      record: Fields;
    }>)
      yield { number: info.lines, record };
  } catch (error) {
    if (error instanceof CsvError) throw new Refusal(`${path}: expected CSV, got what is not: ${error.message}`);
    throw error;
  }
}

async function* jsonLines(path: string, watch: StreamWatch): AsyncGenerator<CatalogueRecord> {
  for await (const { number, bytes } of streamLines(path, watch)) {
    let text: string;
    try {
      // A byte order mark is one only at the start of the file.
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: number > 1 }).decode(bytes);
    } catch {
      throw new Refusal(`${path}:${number}: expected UTF-8, got bytes that are not`);
    }
    if (text.trim() === '') continue;
    try {
      yield { number, record: JSON.parse(text) as unknown };
    } catch (error) {
      throw new Refusal(`${path}:${number}: expected JSON, got ${(error as Error).message}`);
    }
  }
}
