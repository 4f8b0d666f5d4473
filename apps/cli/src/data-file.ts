import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  describeViolation,
  type LabelledUtterance,
  readLabelledUtterance,
  type ReferenceInterpretation,
} from '@tiebreak/interpretation';
import type { DataFile } from '@tiebreak/onnx-model';
import { Refusal } from './refusal';

/** The lines of a data file, and its identity for a bundle's manifest. */
export interface DataLines<Line extends LabelledUtterance = LabelledUtterance> {
  readonly lines: readonly Line[];
  readonly file: DataFile;
}

export type ReferenceLine = LabelledUtterance & { readonly truth: ReferenceInterpretation };

/**
 * Reads a data file, JSONL or gzipped JSONL (told by its first bytes, whatever its name).
 * @throws Refusal naming file, line, field, expected and actual of the first line that is wrong
 */
export async function readDataFile(path: string): Promise<DataLines> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new Refusal(
      `${path}: expected a readable file, got ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
    );
  });
  const texts = decode(path, await decompress(path, bytes)).split('\n');
  const lines: LabelledUtterance[] = [];
  const numberOfId = new Map<string, number>();
  for (const [i, text] of texts.entries()) {
    if (text.trim() === '') continue;
    const line = readLine(`${path}:${i + 1}`, text);
    const twin = numberOfId.get(line.id);
    if (twin !== undefined)
      throw new Refusal(`${path}:${i + 1}: id: expected an id unlike that of line ${twin}, got ${line.id}`);
    numberOfId.set(line.id, i + 1);
    lines.push(line);
  }
  if (lines.length === 0) throw new Refusal(`${path}: expected at least one line, got none`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { lines, file: { file: basename(path), sha256, lines: lines.length } };
}

/** As `readDataFile`, for verbs that need to know what was meant: every line must have a truth. */
export async function readReferenceFile(path: string): Promise<DataLines<ReferenceLine>> {
  const { lines, file } = await readDataFile(path);
  const without = lines.find(({ truth }) => truth === undefined);
  if (without !== undefined)
    throw new Refusal(`${path}: line with id ${without.id}: truth: expected {domain, intent, slots}, got nothing`);
  return { lines: lines as ReferenceLine[], file };
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
