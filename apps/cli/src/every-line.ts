import { type LabelledUtterance, readLabelledUtterance, type Reading, type Violation } from '@tiebreak/interpretation';
import { type StreamWatch, streamLines } from './line-stream';
import { Refusal } from './refusal';

/** One line of a data file that says something, and its number, from 1. */
export interface NumberedLine {
  readonly number: number;
  readonly reading: Reading<LabelledUtterance>;
}

/**
 * Every line of a data file, read or with what is wrong with it: most verbs stop at the first that is wrong, `check-data` goes on.
 * Empty lines are skipped. An id that an earlier line has is wrong.
 * @throws Refusal naming the file when it cannot be read, is not the gzip it seems to be, or has no lines
 */
export async function* everyLine(path: string, watch: StreamWatch = {}): AsyncGenerator<NumberedLine> {
  const numberOfId = new Map<string, number>();
  let lines = 0;
  for await (const { number, bytes } of streamLines(path, watch)) {
    const reading = readLine(bytes, number);
    if (reading === undefined) continue;
    lines++;
    yield { number, reading: unlikeEarlier(reading, number, numberOfId) };
  }
  if (lines === 0) throw new Refusal(`${path}: expected at least one line, got none`);
}

/** Undefined for an empty line. */
function readLine(bytes: Buffer, number: number): Reading<LabelledUtterance> | undefined {
  let text: string;
  try {
    // A byte order mark is one only at the start of the file.
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: number > 1 }).decode(bytes);
  } catch {
    return wrong('UTF-8', 'bytes that are not');
  }
  if (text.trim() === '') return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return wrong('JSON', (error as Error).message);
  }
  return readLabelledUtterance(json);
}

function unlikeEarlier(
  reading: Reading<LabelledUtterance>,
  number: number,
  numberOfId: Map<string, number>,
): Reading<LabelledUtterance> {
  if (!reading.ok) return reading;
  const { id } = reading.value;
  const twin = numberOfId.get(id);
  if (twin === undefined) {
    numberOfId.set(id, number);
    return reading;
  }
  return wrong(`an id unlike that of line ${twin}`, id, 'id');
}

function wrong(expected: string, actual: string, field = ''): { ok: false; violations: Violation[] } {
  return { ok: false, violations: [{ field, expected, actual }] };
}
