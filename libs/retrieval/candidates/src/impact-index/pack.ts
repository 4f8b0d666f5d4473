import type { ImpactIndex } from './impact-index';

const MAGIC = 0x31_49_42_54; // "TBI1", little-endian
const HEAD_BYTES = 24;

/** An index as bytes: a mark, four sizes and the mean length, the JSON of the terms, then the arrays, each at a multiple of four. */
export function packImpactIndex({ terms, offsets, rows, weights, rowCount, meanLength }: ImpactIndex): Uint8Array[] {
  const names = new TextEncoder().encode(JSON.stringify([...terms.keys()]));
  const padding = new Uint8Array((4 - (names.length % 4)) % 4);
  const head = Uint32Array.of(MAGIC, names.length, offsets.length, rows.length, rowCount);
  return [
    bytesOf(head),
    bytesOf(Float32Array.of(meanLength)),
    names,
    padding,
    bytesOf(offsets),
    bytesOf(rows),
    bytesOf(weights),
  ];
}

/** @throws RangeError when the bytes are not those of an index */
export function unpackImpactIndex(bytes: Uint8Array): ImpactIndex {
  const refuse = (what: string): never => {
    throw new RangeError(`expected an index of weighted terms, got ${what}; index the catalogue again`);
  };
  if (bytes.length < HEAD_BYTES || bytes.byteOffset % 4 !== 0) return refuse(`${bytes.length} bytes`);
  const [magic, nameBytes, offsetCount, postings, rowCount] = new Uint32Array(bytes.buffer, bytes.byteOffset, 5);
  if (magic !== MAGIC) return refuse('another kind of file');
  let at = HEAD_BYTES + Math.ceil(nameBytes! / 4) * 4;
  if (bytes.length !== at + 4 * (offsetCount! + 2 * postings!)) return refuse(`a file of ${bytes.length} bytes`);
  const names = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD_BYTES, HEAD_BYTES + nameBytes!))) as string[];
  const take = (count: number): [ArrayBufferLike, number, number] => {
    const start = bytes.byteOffset + at;
    at += 4 * count;
    return [bytes.buffer, start, count];
  };
  return {
    terms: new Map(names.map((name, place) => [name, place])),
    offsets: new Uint32Array(...take(offsetCount!)),
    rows: new Uint32Array(...take(postings!)),
    weights: new Float32Array(...take(postings!)),
    rowCount: rowCount!,
    meanLength: new Float32Array(bytes.buffer, bytes.byteOffset + 20, 1)[0]!,
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
