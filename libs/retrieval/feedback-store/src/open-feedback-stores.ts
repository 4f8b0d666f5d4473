import { DEFAULT_OPEN_OPTIONS, type FeedbackStores, type OpenOptions } from './feedback-stores';
import { openPostgresStores } from './postgres/postgres-stores';
import { openSqliteStores } from './sqlite/sqlite-stores';

/**
 * Opens the log and what is kept beside it.
 * @param location of PostgreSQL as `postgres://...`; everything else is the path of a file of SQLite
 * @throws FeedbackStoreError when it cannot be used
 */
export function openFeedbackStores(location: string, changes: Partial<OpenOptions> = {}): Promise<FeedbackStores> {
  const options = { ...DEFAULT_OPEN_OPTIONS, ...changes };
  const open = /^postgres(ql)?:\/\//.test(location) ? openPostgresStores : openSqliteStores;
  return open(location, options);
}
