import { inTransaction, openSqlite, type SqliteSchema } from '@tiebreak/database';
import type { LogHead, StoredEntry } from '@tiebreak/feedback';
import type Database from 'libsql';
import type { EntryColumns } from '../entry-columns';
import { LAYOUT } from '../feedback-stores';
import type { Committed } from '../group-commit';

const TABLES = `
  CREATE TABLE head (epoch INTEGER NOT NULL, position INTEGER NOT NULL);
  INSERT INTO head VALUES (1, 0);
  CREATE TABLE log (
    position INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, logged_at INTEGER NOT NULL,
    user_id TEXT NOT NULL, impression_id TEXT NOT NULL, body TEXT NOT NULL
  );
  CREATE INDEX log_user ON log (user_id) WHERE user_id <> '';
  CREATE TABLE state (
    name TEXT PRIMARY KEY, version INTEGER NOT NULL, epoch INTEGER NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL
  );
`;

const SCHEMA: SqliteSchema = {
  content: 'feedback',
  expected: 'a SQLite file that a search service keeps its feedback in',
  layout: LAYOUT,
  tables: TABLES,
};

const COLUMNS =
  'position, key, version, logged_at AS loggedAt, user_id AS userId, impression_id AS impressionId, body' as const;

/** A row of the log. */
export type LogRow = StoredEntry & { readonly position: number };

/** A row of the states. */
export interface StateRow {
  readonly version: number;
  readonly epoch: number;
  readonly position: number;
  readonly body: string;
}

/** The log and the states in one file of SQLite. Every call blocks its thread until the disk has answered. */
export class SqliteFile {
  private readonly database: Database.Database;
  private readonly insert: Database.Statement;

  /** @throws UnusableDatabase when the file cannot be opened, or is of another layout */
  constructor(path: string, create: boolean) {
    this.database = openSqlite(path, SCHEMA, create);
    this.insert = this.database.prepare('INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING');
  }

  commit({ key, version, loggedAt, userId, impressionId, body }: EntryColumns): Committed {
    return this.writing(() => {
      const { epoch, position: before } = this.head();
      let last = before;
      const positions = key.map((id, i) => {
        const row = [last + 1, id, version[i], loggedAt[i], userId[i], impressionId[i], body[i]];
        const { changes } = this.insert.run(row);
        return changes === 0 ? null : ++last;
      });
      this.database.prepare('UPDATE head SET position = ?').run(last);
      return { epoch, before, positions };
    });
  }

  head(): LogHead {
    // The driver adds something of its own to a row.
    const { epoch, position } = this.database.prepare('SELECT epoch, position FROM head').get() as LogHead;
    return { epoch, position };
  }

  read(after: number, limit: number): LogHead & { rows: LogRow[] } {
    return this.within('DEFERRED', () => {
      const rows = this.database
        .prepare(`SELECT ${COLUMNS} FROM log WHERE position > ? ORDER BY position LIMIT ?`)
        .all(after, limit) as LogRow[];
      return { ...this.head(), rows };
    });
  }

  /** The bodies of entries by their keys, those that are there. */
  bodies(keys: readonly string[]): string[] {
    const find = this.database.prepare('SELECT body FROM log WHERE key = ?');
    return keys.flatMap((key) => (find.get(key) as { body: string } | undefined)?.body ?? []);
  }

  forget(userId: string): number {
    return this.deleting(
      `DELETE FROM log WHERE user_id = ?1 AND user_id <> ''
       OR impression_id IN (SELECT impression_id FROM log WHERE user_id = ?1 AND user_id <> '')`,
      userId,
    );
  }

  expire(before: number): number {
    return this.deleting('DELETE FROM log WHERE logged_at < ?1', before);
  }

  readState(name: string): StateRow | undefined {
    return this.database.prepare('SELECT version, epoch, position, body FROM state WHERE name = ?').get(name) as
      StateRow | undefined;
  }

  writeState(name: string, expected: number, { epoch, position, body }: Omit<StateRow, 'version'>): boolean {
    const sql =
      expected === 0
        ? 'INSERT INTO state (version, epoch, position, body, name) VALUES (?1 + 1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING'
        : 'UPDATE state SET version = ?1 + 1, epoch = ?2, position = ?3, body = ?4 WHERE name = ?5 AND version = ?1';
    return this.writing(() => this.database.prepare(sql).run(expected, epoch, position, body, name).changes === 1);
  }

  close(): void {
    this.database.close();
  }

  /** Deletes entries, and what the write-ahead log still holds of them. */
  private deleting(sql: string, value: string | number): number {
    const deleted = this.writing(() => {
      const { changes } = this.database.prepare(sql).run(value);
      if (changes > 0) this.database.prepare('UPDATE head SET epoch = epoch + 1').run();
      return changes;
    });
    this.database.pragma('wal_checkpoint(TRUNCATE)');
    return deleted;
  }

  private writing<T>(work: () => T): T {
    return this.within('IMMEDIATE', work);
  }

  private within<T>(mode: 'IMMEDIATE' | 'DEFERRED', work: () => T): T {
    return inTransaction(this.database, mode, work);
  }
}
