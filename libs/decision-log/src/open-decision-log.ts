import type { DecisionLog } from '@tiebreak/live-calibration';
import { openPostgresLog } from './postgres/postgres-log';
import { openSqliteLog } from './sqlite/sqlite-log';

export interface OpenOptions {
  /** Whether to make a log where there is none; otherwise that is refused. */
  readonly create: boolean;
  /** Milliseconds that a server may take to answer. */
  readonly patienceMs: number;
}

/** A service makes what it needs, and outlives a restart of its database. */
const DEFAULT_OPTIONS: OpenOptions = { create: true, patienceMs: 30_000 };

/**
 * Opens the log of decisions and their outcomes.
 * @param location of PostgreSQL as `postgres://...`, which replicas share; everything else is the path of a file of SQLite
 * @throws UnusableDatabase when it cannot be used
 */
export function openDecisionLog(location: string, changes: Partial<OpenOptions> = {}): Promise<DecisionLog> {
  const options = { ...DEFAULT_OPTIONS, ...changes };
  return /^postgres(ql)?:\/\//.test(location)
    ? openPostgresLog(location, options)
    : openSqliteLog(location, options.create);
}
