import type { FeedbackEvent } from './feedback-event';
import type { Impression } from './impression';

/** What is written into the log. */
export type NewLogEntry =
  | {
      readonly kind: 'impression';
      /** By the service's clock, in milliseconds since 1970. */
      readonly loggedAt: number;
      readonly impression: Impression;
    }
  | { readonly kind: 'event'; readonly loggedAt: number; readonly event: FeedbackEvent };

/** What stands in the log. Positions rise in the order of commits; there may be gaps. */
export type LogEntry = NewLogEntry & { readonly position: number };

/** A log entry as stores keep it. */
export interface StoredEntry {
  /** Unique in the log. */
  readonly key: string;
  /** Of the form of `body`. */
  readonly version: number;
  readonly loggedAt: number;
  /** Of an impression, empty for anonymous; an event has none, and belongs to its impression's user. */
  readonly userId: string;
  readonly impressionId: string;
  /** JSON. */
  readonly body: string;
}

const VERSION = 1;

/** The key under which an impression stands in the log. */
export const impressionKey = (id: string): string => `i:${id}`;

export function encodeEntry(entry: NewLogEntry): StoredEntry {
  const { loggedAt } = entry;
  if (entry.kind === 'event') {
    const { eventId, impressionId } = entry.event;
    const body = JSON.stringify(entry.event);
    return { key: `e:${eventId}`, version: VERSION, loggedAt, userId: '', impressionId, body };
  }
  const { id, userId } = entry.impression;
  // JSON has no NaN, which stands for a missing feature: it becomes null.
  const body = JSON.stringify(entry.impression);
  return { key: impressionKey(id), version: VERSION, loggedAt, userId, impressionId: id, body };
}

/** @throws Error when a later release has written the entry */
export function decodeEntry({ key, version, loggedAt, body, position }: StoredEntry & { position: number }): LogEntry {
  if (version !== VERSION)
    throw new Error(
      `log entry ${position}: expected version ${VERSION}, got ${version}; use the release that wrote it, or a later one`,
    );
  if (key.startsWith('e:')) return { kind: 'event', position, loggedAt, event: JSON.parse(body) as FeedbackEvent };
  return { kind: 'impression', position, loggedAt, impression: decodeImpression(body) };
}

/** An impression from its JSON. */
export function decodeImpression(body: string): Impression {
  return reviveImpression(JSON.parse(body) as Impression);
}

/** An impression that went through JSON, with its missing numbers missing again. */
export function reviveImpression(impression: Impression): Impression {
  const numbers = (row: readonly (number | null)[]): number[] => row.map((value) => value ?? NaN);
  return {
    ...impression,
    decisionFeatures: numbers(impression.decisionFeatures),
    results: impression.results.map((result) => ({ ...result, features: numbers(result.features) })),
  };
}
