import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Refusal, refusing } from './refusal';

const NEWLINE = 0x0a;

/** Bytes of a line without its end, and its number, from 1. */
export interface LineBytes {
  readonly number: number;
  readonly bytes: Buffer;
}

/** What a reader of a file may watch. */
export interface StreamWatch {
  /** Given the bytes as they are on disk, in order. */
  readonly onBytes?: (bytes: Buffer) => void;
  /** Told the share of the file that is read, in (0, 1]. */
  readonly onProgress?: (share: number) => void;
}

/**
 * The lines of a file, gzipped or not (told by its first bytes), a few at a time in memory.
 * @throws Refusal naming the file when it cannot be read, or is not the gzip that it seems to be
 */
export async function* streamLines(path: string, watch?: StreamWatch): AsyncGenerator<LineBytes> {
  yield* splitLines(streamBytes(path, watch));
}

/** The bytes of a file, gunzipped when they are gzip. @throws Refusal as `streamLines` */
export async function* streamBytes(path: string, { onBytes, onProgress }: StreamWatch = {}): AsyncGenerator<Buffer> {
  const { size } = await stat(path).catch(refusing(path, 'a readable file'));
  let read = 0;
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  const watched = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of file as AsyncIterable<Buffer>) {
      onBytes?.(chunk);
      onProgress?.((read += chunk.length) / size);
      yield chunk;
    }
  };
  try {
    yield* decompressed(path, watched());
  } catch (error) {
    if (error instanceof Refusal) throw error;
    refusing(path, 'a readable file')(error);
  } finally {
    file.destroy();
  }
}

/** The chunks as they are, or gunzipped when they begin as gzip does. */
async function* decompressed(path: string, chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await chunks.next();
  const start = first.done === true ? Buffer.alloc(0) : first.value;
  const all = async function* (): AsyncGenerator<Buffer> {
    yield start;
    yield* chunks;
  };
  if (start[0] !== 0x1f || start[1] !== 0x8b) {
    if (path.endsWith('.gz')) throw new Refusal(`${path}: expected gzip, got a file that does not start as gzip does`);
    yield* all();
    return;
  }
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  const source = Readable.from(all(), { objectMode: false });
  source.on('error', (error) => gunzip.destroy(error));
  try {
    yield* source.pipe(gunzip) as AsyncIterable<Buffer>;
  } catch (error) {
    throw new Refusal(`${path}: expected gzip, got ${(error as Error).message}`);
  }
}

async function* splitLines(chunks: AsyncGenerator<Buffer>): AsyncGenerator<LineBytes> {
  let number = 1;
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield { number: number++, bytes: Buffer.concat([...rest, chunk.subarray(start, end)]) };
      rest = [];
      start = end + 1;
    }
    rest.push(chunk.subarray(start));
  }
  yield { number, bytes: Buffer.concat(rest) };
}
