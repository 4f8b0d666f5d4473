import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  describeViolation,
  type LabelledUtterance,
  readLabelledUtterance,
  type ReferenceUtterance,
} from '@tiebreak/interpretation';
import type { DataFile } from '@tiebreak/onnx-model';
import { Refusal, refusing } from './refusal';

/** The lines of a data file, and its identity for a bundle's manifest. */
export interface DataLines<Line extends LabelledUtterance = LabelledUtterance> {
  readonly lines: readonly Line[];
  readonly file: DataFile;
}

/**
 * Reads a data file, JSONL or gzipped JSONL (told by its first bytes, whatever its name).
 * @throws Refusal naming file, line, field, expected and actual of the first line that is wrong
 */
export function readDataFile(path: string): Promise<DataLines> {
  return readLines(path, (line) => line);
}

/** As `readDataFile`, for verbs that need to know what was meant: every line must have a truth. */
export function readReferenceFile(path: string): Promise<DataLines<ReferenceUtterance>> {
  return readLines(path, (line, place) => {
    if (line.truth === undefined) throw new Refusal(`${place}: truth: expected {domain, intent, slots}, got nothing`);
    return { ...line, truth: line.truth };
  });
}

async function readLines<Line extends LabelledUtterance>(
  path: string,
  accept: (line: LabelledUtterance, place: string) => Line,
): Promise<DataLines<Line>> {
  const bytes = await readFile(path).catch(refusing(path, 'a readable file'));
  const texts = decode(path, await decompress(path, bytes)).split('\n');
  const lines: Line[] = [];
  const numberOfId = new Map<string, number>();
  for (const [i, text] of texts.entries()) {
    if (text.trim() === '') continue;
    const place = `${path}:${i + 1}`;
    const line = accept(readLine(place, text), place);
    const twin = numberOfId.get(line.id);
    if (twin !== undefined)
      throw new Refusal(`${place}: id: expected an id unlike that of line ${twin}, got ${line.id}`);
    numberOfId.set(line.id, i + 1);
    lines.push(line);
  }
  if (lines.length === 0) throw new Refusal(`${path}: expected at least one line, got none`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { lines, file: { file: basename(path), sha256, lines: lines.length } };
}

function readLine(place: string, text: string): LabelledUtterance {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${place}: expected JSON, got ${(error as Error).message}`);
  }
  const reading = readLabelledUtterance(json);
  if (!reading.ok)
    throw new Refusal(reading.violations.map((violation) => `${place}: ${describeViolation(violation)}`).join('\n'));
  return reading.value;
}

async function decompress(path: string, bytes: Buffer): Promise<Buffer> {
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!gzipped) {
    if (path.endsWith('.gz')) throw new Refusal(`${path}: expected gzip, got a file that does not start as gzip does`);
    return bytes;
  }
  return promisify(gunzip)(bytes).catch((error: unknown) => {
    throw new Refusal(`${path}: expected gzip, got ${(error as Error).message}`);
  });
}

function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(`${path}: expected UTF-8, got bytes that are not`);
  }
}
