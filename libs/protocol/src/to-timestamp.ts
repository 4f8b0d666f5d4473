import type { Timestamp } from './generated/google/protobuf/timestamp';

/** A time as protobuf has it, to the millisecond: no clock that matters here has a fraction of one. @param at milliseconds since 1970 */
export function toTimestamp(at: number): Timestamp {
  const seconds = Math.floor(at / 1_000);
  return { seconds, nanos: Math.floor(at - seconds * 1_000) * 1_000_000 };
}
