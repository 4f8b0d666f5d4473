import { labelCount } from './crf/labels';
import type { NluModel, NluNames } from './nlu-model';
import { FEATURE_BITS } from './text/feature-hash';
import type { SparseWeights } from './weights/sparse-weights';

/**
 * Weights as bytes, little-endian: the four bytes "tbnl", the version of the layout, the rows and entries of each of three
 * tables (domain, intents, emissions), all as uint32; then each table's buckets and starts (uint32), weights (float32) and
 * labels (uint8, filled up with zeros to a multiple of four); last the transitions (float32).
 */
const MAGIC = 0x6c6e6274;
const LAYOUT = 1;
const HEADER_BYTES = 4 * 8;

/** No weight that was learned under a penalty comes near it; larger ones could make sums overflow. */
const LARGEST_WEIGHT = 100;

/** What of a model is numbers; names and seed are for a manifest beside it. */
export type NluWeights = Pick<NluModel, 'domainWeights' | 'intentWeights' | 'crf'>;

/** The same weights give the same bytes. */
export function encodeWeights({ domainWeights, intentWeights, crf }: NluWeights): Uint8Array {
  const tables = [domainWeights, intentWeights, crf.emissions];
  const size = tables.reduce((sum, table) => sum + tableBytes(table.buckets.length, table.labels.length), HEADER_BYTES);
  const bytes = new Uint8Array(size + 4 * crf.transitions.length);
  const view = new DataView(bytes.buffer);
  const sizes = tables.flatMap(({ buckets, labels }) => [buckets.length, labels.length]);
  let at = 0;
  const putIntegers = (values: Iterable<number>): void => {
    for (const value of values) view.setUint32((at += 4) - 4, value, true);
  };
  const putFloats = (values: Float32Array): void => {
    for (const value of values) view.setFloat32((at += 4) - 4, value, true);
  };
  putIntegers([MAGIC, LAYOUT, ...sizes]);
  for (const { buckets, starts, values, labels } of tables) {
    putIntegers(buckets);
    putIntegers(starts);
    putFloats(values);
    bytes.set(labels, at);
    at += padded(labels.length);
  }
  putFloats(crf.transitions);
  return bytes;
}

/**
 * Reads what `encodeWeights` wrote.
 * @param names of the model that the weights have to fit
 * @throws RangeError saying what was expected and what came
 */
export function decodeWeights(bytes: Uint8Array, names: Pick<NluNames, 'intents' | 'slots'>): NluWeights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const left = (): number => bytes.length - at;
  const integers = (count: number): Uint32Array =>
    Uint32Array.from({ length: count }, () => view.getUint32((at += 4) - 4, true));
  const floats = (count: number): Float32Array =>
    Float32Array.from({ length: count }, () => view.getFloat32((at += 4) - 4, true));
  if (left() < HEADER_BYTES) refuse(`a header of ${HEADER_BYTES} bytes`, `${bytes.length} bytes`);
  const [magic, layout, ...sizes] = integers(8);
  if (magic !== MAGIC || layout !== LAYOUT) refuse(`"tbnl" and layout ${LAYOUT}`, `other bytes, or layout ${layout!}`);
  const labels = labelCount(names.slots.length);
  const tables = [2, names.intents.length, labels].map((labelsOfTable, i) => {
    const [rows, entries] = [sizes[2 * i]!, sizes[2 * i + 1]!];
    const expected = tableBytes(rows, entries);
    if (left() < expected) refuse(`${expected} bytes of table ${i}`, `${left()}`);
    const table = { buckets: integers(rows), starts: integers(rows + 1), values: floats(entries) };
    const read: SparseWeights = { ...table, labels: bytes.slice(at, at + entries) };
    at += padded(entries);
    checkTable(read, labelsOfTable, i);
    return read;
  });
  const transitions = (labels + 1) * labels;
  if (left() !== 4 * transitions) refuse(`${4 * transitions} bytes of transitions`, `${left()}`);
  const [domainWeights, intentWeights, emissions] = tables;
  const crf = { emissions: emissions!, transitions: floats(transitions) };
  checkValues(crf.transitions, 'transitions');
  return { domainWeights: domainWeights!, intentWeights: intentWeights!, crf };
}

function checkTable({ buckets, starts, labels, values }: SparseWeights, labelsOfTable: number, table: number): void {
  const rises = buckets.every((bucket, i) => bucket < 2 ** FEATURE_BITS && (i === 0 || bucket > buckets[i - 1]!));
  if (!rises) refuse(`buckets of table ${table} ascending below 2^${FEATURE_BITS}`, 'others');
  const partition = starts.every((start, i) => (i === 0 ? start === 0 : start >= starts[i - 1]!));
  if (!partition || starts.at(-1) !== values.length)
    refuse(`starts of table ${table} ascending from 0 to ${values.length}`, 'others');
  const stranger = labels.find((label) => label >= labelsOfTable);
  if (stranger !== undefined) refuse(`labels of table ${table} below ${labelsOfTable}`, `${stranger}`);
  checkValues(values, `weights of table ${table}`);
}

function checkValues(values: Float32Array, what: string): void {
  const wrong = values.find((value) => !(Math.abs(value) <= LARGEST_WEIGHT));
  if (wrong !== undefined) refuse(`${what} from ${-LARGEST_WEIGHT} to ${LARGEST_WEIGHT}`, `${wrong}`);
}

function tableBytes(rows: number, entries: number): number {
  return 4 * (2 * rows + 1 + entries) + padded(entries);
}

function padded(count: number): number {
  return 4 * Math.ceil(count / 4);
}

function refuse(expected: string, actual: string): never {
  throw new RangeError(`expected ${expected}, got ${actual}`);
}
