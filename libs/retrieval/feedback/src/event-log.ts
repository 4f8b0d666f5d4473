import type { Impression } from './impression';
import type { LogEntry, NewLogEntry } from './log-entry';

/** Where a log ends. */
export interface LogHead {
  /** Rises by one whenever entries are deleted: what was made of the log before has to be made again. */
  readonly epoch: number;
  /** Of the last entry ever written; 0 when there is none. */
  readonly position: number;
}

/** What became of entries that were appended together. */
export interface Appended {
  readonly epoch: number;
  /** The log's last position before them. */
  readonly before: number;
  /** And after them; every entry between the two is one of these. */
  readonly after: number;
  /** Each entry's position, in their order; undefined for one whose id is in the log already. */
  readonly positions: readonly (number | undefined)[];
}

/** Some entries of the log in its order. */
export interface LogPage extends LogHead {
  readonly entries: readonly LogEntry[];
}

/**
 * The log of impressions and of what users did with them: the one thing that is kept. Everything else can be made of it
 * again. Several processes may write to it at once; all see the same order.
 */
export interface EventLog {
  /** Resolves once all are durable. An impression or event whose id is there already is left out. */
  append(entries: readonly NewLogEntry[]): Promise<Appended>;
  /** At most `limit` entries behind a position. None when there are no more. */
  read(after: number, limit: number): Promise<LogPage>;
  head(): Promise<LogHead>;
  /** Those of the impressions that are in the log, by id. */
  impressions(ids: readonly string[]): Promise<ReadonlyMap<string, Impression>>;
  /** Deletes a user's impressions and the events on them. @returns how many entries */
  forget(userId: string): Promise<number>;
  /** Deletes what was logged before a time, in milliseconds since 1970. @returns how many entries */
  expire(before: number): Promise<number>;
}

/** A state that was made of the log up to a position. */
export interface Kept<State> {
  readonly epoch: number;
  readonly position: number;
  readonly state: State;
}

/** One state, shared by replicas: whoever read the latest version may replace it. */
export interface VersionedStore<State> {
  /** Undefined before the first write. */
  read(): Promise<(Kept<State> & { readonly version: number }) | undefined>;
  /**
   * Replaces the state, durably, if its version is still the expected one.
   * @param expected version that was read; 0 when there was none
   * @returns whether it was replaced
   */
  write(expected: number, next: Kept<State>): Promise<boolean>;
}

/** What is kept of the projections that the memory is one of. */
export type Q2EStore = VersionedStore<string>;

/** What a bandit has learned. */
export type PolicyStore<State = unknown> = VersionedStore<State>;
