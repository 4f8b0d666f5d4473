import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type LabelledUtterance, type ReferenceUtterance } from '@tiebreak/interpretation';
import type { DataFile } from '@tiebreak/onnx-model';
import { everyLine } from './every-line';
import type { StreamWatch } from './line-stream';
import { Refusal, refuseViolations } from './refusal';

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
  return readWhole(path, (line) => line);
}

/** As `readDataFile`, for verbs that need to know what was meant: every line must have a truth. */
export function readReferenceFile(path: string): Promise<DataLines<ReferenceUtterance>> {
  return readWhole(path, withTruth);
}

/** Files of at most this many lines are kept once they were read. */
const KEPT_LINES = 20_000;

/**
 * As `readReferenceFile`, for files that need not fit in memory: unless it is small, the file is read anew by every
 * iteration, which may refuse.
 */
export class ReferenceFile implements AsyncIterable<ReferenceUtterance> {
  private identity: DataFile | undefined;
  private kept: readonly ReferenceUtterance[] | undefined;

  constructor(
    private readonly path: string,
    private readonly onProgress?: (share: number) => void,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<ReferenceUtterance> {
    if (this.kept !== undefined) {
      yield* this.kept;
      return;
    }
    const lines: ReferenceUtterance[] = [];
    const accepted = acceptedLines(
      this.path,
      withTruth,
      this.onProgress === undefined ? {} : { onProgress: this.onProgress },
    );
    let next = await accepted.next();
    for (; next.done !== true; next = await accepted.next()) {
      if (lines.length <= KEPT_LINES) lines.push(next.value);
      yield next.value;
    }
    this.identity = next.value;
    if (lines.length <= KEPT_LINES) this.kept = lines;
  }

  /** Its identity, known once it was read to the end. */
  get file(): DataFile {
    if (this.identity === undefined) throw new Error(`${this.path} was not read to the end yet`);
    return this.identity;
  }
}

function withTruth(line: LabelledUtterance, place: string): ReferenceUtterance {
  if (line.truth === undefined) throw new Refusal(`${place}: truth: expected {domain, intent, slots}, got nothing`);
  return { ...line, truth: line.truth };
}

async function readWhole<Line extends LabelledUtterance>(
  path: string,
  accept: (line: LabelledUtterance, place: string) => Line,
): Promise<DataLines<Line>> {
  const lines: Line[] = [];
  const accepted = acceptedLines(path, accept);
  for (;;) {
    const next = await accepted.next();
    if (next.done === true) return { lines, file: next.value };
    lines.push(next.value);
  }
}

/** Yields the lines that say something, and returns the file's identity. */
async function* acceptedLines<Line extends LabelledUtterance>(
  path: string,
  accept: (line: LabelledUtterance, place: string) => Line,
  watch: StreamWatch = {},
): AsyncGenerator<Line, DataFile> {
  const hash = createHash('sha256');
  let lines = 0;
  for await (const { number, reading } of everyLine(path, { ...watch, onBytes: (chunk) => hash.update(chunk) })) {
    const place = `${path}:${number}`;
    if (!reading.ok) refuseViolations(place, reading.violations);
    lines++;
    yield accept(reading.value, place);
  }
  return { file: basename(path), sha256: hash.digest('hex'), lines };
}
