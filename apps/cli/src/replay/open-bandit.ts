import { Readable } from 'node:stream';
import type { LoggedChoice } from '@tiebreak/bandit';
import { CsvError, parse } from 'csv-parse';
import { streamBytes } from '../line-stream';
import { Refusal } from '../refusal';

/** The columns that are read; others may stand beside them. */
const COLUMNS = ['timestamp', 'item_id', 'position', 'click', 'propensity_score'] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** A log of choices, and how many arms there were to choose from. */
export interface ChoiceLog {
  readonly choices: readonly LoggedChoice[];
  /** One more than the largest item. */
  readonly arms: number;
}

/**
 * Reads a log in the format of the Open Bandit Dataset: CSV with a header, gzipped or not, a row for each item that was
 * shown. Items are arms, the position is the context, a click is the reward, and rows of one time were shown together.
 * @throws Refusal naming file, row, column, expected and actual of the first row that is wrong
 */
export async function readOpenBandit(path: string, onProgress: (share: number) => void): Promise<ChoiceLog> {
  const choices: LoggedChoice[] = [];
  const parser = parse({ columns: true, bom: true, skip_empty_lines: true });
  const bytes = Readable.from(streamBytes(path, { onProgress }), { objectMode: false });
  bytes.on('error', (error) => parser.destroy(error));
  try {
    for await (const row of bytes.pipe(parser) as AsyncIterable<Partial<Row>>)
      choices.push(toChoice(row, `${path}:${choices.length + 2}`));
  } catch (error) {
    if (error instanceof CsvError) throw new Refusal(`${path}: expected CSV, got what is not: ${error.message}`);
    throw error;
  }
  if (choices.length === 0) throw new Refusal(`${path}: expected rows under a header, got none`);
  return { choices, arms: 1 + choices.reduce((most, { arm }) => Math.max(most, arm), 0) };
}

function toChoice(row: Partial<Row>, place: string): LoggedChoice {
  const missing = COLUMNS.filter((column) => row[column] === undefined);
  if (missing.length > 0)
    throw new Refusal(`${place}: expected columns ${COLUMNS.join(', ')}, got none called ${missing.join(', ')}`);
  const number = (column: (typeof COLUMNS)[number], expected: string, fits: (value: number) => boolean): number => {
    const text = row[column]!;
    const value = text.trim() === '' ? NaN : Number(text);
    if (!fits(value))
      throw new Refusal(`${place}: ${column}: expected ${expected}, got ${text === '' ? 'nothing' : text}`);
    return value;
  };
  return {
    impression: row.timestamp!,
    context: row.position!,
    arm: number('item_id', 'a whole number from 0', (value) => Number.isInteger(value) && value >= 0),
    propensity: number('propensity_score', 'a probability in (0, 1]', (value) => value > 0 && value <= 1),
    reward: number('click', '0 or 1', (value) => value === 0 || value === 1),
  };
}
