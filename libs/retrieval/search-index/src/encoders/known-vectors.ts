import { createHash } from 'node:crypto';
import type { SentenceEncoder } from '@tiebreak/candidates';

/**
 * Layout, little-endian: the bytes "tbkv", the version of the layout, the dimensions and the number of texts, as uint32; for
 * each text the first eight bytes of its sha256, ascending; then its vectors in the same order, int16, of which 32,767 is 1.
 */
const MAGIC = 0x766b6274;
const LAYOUT = 1;
const HEADER_BYTES = 16;
const DIGEST_BYTES = 8;
const ONE = 32_767;

/** Vectors of this cosine to each other are of one encoder: rounding and another processor leave more, another model less. */
const SAME_COSINE = 0.999;

/** Vectors that texts were given before. A text is known by its digest, so one that has changed is not. */
export class KnownVectors {
  private constructor(
    readonly dimensions: number,
    private readonly rows: ReadonlyMap<string, number>,
    private readonly values: Int16Array,
  ) {}

  /** Reads what `write` wrote. @throws RangeError saying what was expected and what came */
  static read(bytes: Uint8Array): KnownVectors {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < HEADER_BYTES || view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== LAYOUT)
      throw new RangeError(`expected vectors of layout ${LAYOUT}, got other bytes`);
    const [dimensions, count] = [view.getUint32(8, true), view.getUint32(12, true)];
    const vectorsAt = HEADER_BYTES + DIGEST_BYTES * count;
    const expected = vectorsAt + 2 * dimensions * count;
    if (bytes.length !== expected) throw new RangeError(`expected ${expected} bytes of vectors, got ${bytes.length}`);
    const rows = Array.from({ length: count }, (_, row): [string, number] => {
      const at = HEADER_BYTES + DIGEST_BYTES * row;
      return [Buffer.from(bytes.subarray(at, at + DIGEST_BYTES)).toString('hex'), row];
    });
    const values = Int16Array.from({ length: dimensions * count }, (_, i) => view.getInt16(vectorsAt + 2 * i, true));
    return new KnownVectors(dimensions, new Map(rows), values);
  }

  /**
   * The same texts with the same vectors give the same bytes, in whatever order.
   * @param vectors of unit length, one a text, row after row
   */
  static write(texts: readonly string[], vectors: Float32Array): Uint8Array {
    const dimensions = texts.length === 0 ? 0 : vectors.length / texts.length;
    const rows = [...new Map(texts.map((text, row) => [digestOf(text), row]))].sort(([a], [b]) => (a < b ? -1 : 1));
    const bytes = Buffer.alloc(HEADER_BYTES + rows.length * (DIGEST_BYTES + 2 * dimensions));
    let at = 0;
    for (const word of [MAGIC, LAYOUT, dimensions, rows.length]) at = bytes.writeUInt32LE(word, at);
    for (const [digest] of rows) at += bytes.write(digest, at, 'hex');
    for (const [, row] of rows)
      for (const value of vectors.subarray(row * dimensions, (row + 1) * dimensions))
        at = bytes.writeInt16LE(Math.round(ONE * value), at);
    return bytes;
  }

  /** Of a text; undefined when it is not known. */
  get(text: string): Float32Array | undefined {
    const row = this.rows.get(digestOf(text));
    if (row === undefined) return undefined;
    const { dimensions } = this;
    return Float32Array.from(this.values.subarray(row * dimensions, (row + 1) * dimensions), (value) => value / ONE);
  }
}

/**
 * An encoder that need not encode what is known already. The first known text is encoded all the same: when its vector is
 * another, what is known comes from another encoder, and all is encoded.
 */
export function knowing(encoder: SentenceEncoder, known: KnownVectors): SentenceEncoder {
  const { name, dimensions } = encoder;
  let isOurs: Promise<boolean> | undefined;
  return {
    name,
    dimensions,
    encode: async (texts) => {
      const before = texts.map((text) => known.get(text));
      const first = before.findIndex((vector) => vector !== undefined);
      if (first < 0 || known.dimensions !== dimensions) return encoder.encode(texts);
      isOurs ??= encoder.encode([texts[first]!]).then((vector) => cosine(vector, before[first]!) > SAME_COSINE);
      if (!(await isOurs)) return encoder.encode(texts);
      const unknown = texts.flatMap((_, row) => (before[row] === undefined ? [row] : []));
      const encoded = unknown.length === 0 ? undefined : await encoder.encode(unknown.map((row) => texts[row]!));
      const vectors = new Float32Array(texts.length * dimensions);
      for (const [row, vector] of before.entries()) if (vector !== undefined) vectors.set(vector, row * dimensions);
      for (const [i, row] of unknown.entries())
        vectors.set(encoded!.subarray(i * dimensions, (i + 1) * dimensions), row * dimensions);
      return vectors;
    },
  };
}

function digestOf(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 2 * DIGEST_BYTES);
}

/** Of vectors of unit length. */
function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
