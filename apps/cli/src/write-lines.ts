import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { refusing } from './refusal';

/**
 * Writes values as JSON lines, gzipped if the file's name ends in .gz: beside it and then moved, so that a half-written file
 * never stands under the asked name. A few are in memory at a time.
 * @returns how many lines
 * @throws Refusal when the file cannot be written; whatever the values throw
 */
export async function writeLines(path: string, values: Iterable<unknown> | AsyncIterable<unknown>): Promise<number> {
  const part = `${path}.part`;
  let lines = 0;
  const text = async function* (): AsyncGenerator<string> {
    for await (const value of values) {
      lines++;
      yield `${JSON.stringify(value)}\n`;
    }
  };
  const file = createWriteStream(part);
  try {
    const source = Readable.from(text());
    await (path.endsWith('.gz') ? pipeline(source, createGzip(), file) : pipeline(source, file));
    await rename(part, path);
    return lines;
  } catch (error) {
    await rm(part, { force: true });
    return refusing(path, 'a file that can be written')(error);
  }
}
