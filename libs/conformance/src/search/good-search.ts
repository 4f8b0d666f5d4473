/** A query whose answer has to hold an entity, whatever else it holds. */
export interface KnownQuery {
  readonly domain: string;
  readonly query: string;
  readonly entityId: string;
}

/** Legal fields, or whatever a caller could put there instead. */
export type Changes = Readonly<Record<string, unknown>>;

export const slot = { name: 'creator', value: 'somebody', entityId: '' };

/** A request that is answered; every bad one is this one with a change. */
export function searchFor({ domain, query }: KnownQuery, changes: Changes = {}): object {
  return { requestId: 'request-1', domain, query, context: { device: 'phone', attributes: {} }, ...changes };
}

export function hypothesisOf({ domain, query }: KnownQuery, changes: Changes = {}): object {
  return {
    ...{ id: 'h', domain, intent: 'Find' },
    slots: [{ name: 'title', value: query, start: 5, end: 5 + query.length, entityId: '' }],
    ...{ scores: { domain: 0.9, intent: 0.8, ner: 0.7 }, signals: {} },
    ...changes,
  };
}

/** An event that is legal by itself. */
export function clickOf(eventId: string, impressionId: string, entityId: string, changes: Changes = {}): object {
  const action = 'FEEDBACK_ACTION_CLICK';
  return { eventId, impressionId, entityId, action, occurredAt: '2026-01-31T12:00:00Z', ...changes };
}

/** A list of `count` elements. */
export function many<T>(count: number, of: (position: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => of(i));
}

/** A map of `count` entries. */
export function entries<T>(count: number, value: T): Record<string, T> {
  return Object.fromEntries(many(count, (i) => [`name${i}`, value]));
}
