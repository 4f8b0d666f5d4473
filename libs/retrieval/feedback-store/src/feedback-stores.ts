import { UnusableDatabase } from '@tiebreak/database';
import type { EventLog, PolicyStore, Q2EStore } from '@tiebreak/feedback';

/** The log and what is kept beside it, in one database. */
export interface FeedbackStores {
  readonly log: EventLog;
  readonly q2e: Q2EStore;
  /** What the policy of a name has learned; its state has to survive JSON. */
  policy<State>(name: string): PolicyStore<State>;
  /** Waits for what was begun. Nothing may be asked afterwards. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Whether to make a store where there is none; otherwise that is refused. */
  readonly create: boolean;
  /** Milliseconds that a server may take to answer. */
  readonly patienceMs: number;
}

/** A service makes what it needs, and outlives a restart of its database. */
export const DEFAULT_OPEN_OPTIONS: OpenOptions = { create: true, patienceMs: 30_000 };

/** A database that cannot be used; the message names it and says what to do. */
export const FeedbackStoreError = UnusableDatabase;
export type FeedbackStoreError = UnusableDatabase;

/** The layout of tables that this release reads and writes. */
export const LAYOUT = 1;

/** The name of the state under which the projections are kept. */
export const PROJECTIONS = 'projections';

/** The name of the state of a policy. */
export const policyName = (name: string): string => `policy:${name}`;
