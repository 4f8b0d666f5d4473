import { type FieldReader, type Fields, get } from '@tiebreak/interpretation';

const EXPECTED = 'a time such as 2026-01-31T12:00:00Z';

/** RFC 3339, as proto3 JSON writes a timestamp. */
const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[-+]([01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * Reads a `google.protobuf.Timestamp`: decoded protobuf, or RFC 3339 as proto3 JSON has it.
 * @returns milliseconds since 1970, whole ones; undefined when absent or, which is rejected, no time
 */
export function readTimestamp(reader: FieldReader, source: Fields, key: string): number | undefined {
  const value = get(source, key) ?? undefined;
  if (value === undefined) return undefined;
  const ms = typeof value === 'string' ? fromText(value) : fromMessage(value);
  if (ms !== undefined) return ms;
  reader.reject(key, EXPECTED, value);
  return undefined;
}

function fromText(text: string): number | undefined {
  const [, year, month, day] = RFC_3339.exec(text) ?? [];
  if (year === undefined) return undefined;
  // The language's parser takes 30 February for 1 March.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  return Date.parse(text.toUpperCase());
}

function fromMessage(value: unknown): number | undefined {
  const { seconds, nanos } = value as { seconds?: unknown; nanos?: unknown };
  if (typeof seconds !== 'number' || typeof nanos !== 'number' || nanos < 0 || nanos >= 1e9) return undefined;
  const ms = seconds * 1_000 + Math.floor(nanos / 1e6);
  return Number.isNaN(new Date(ms).getTime()) ? undefined : ms;
}
