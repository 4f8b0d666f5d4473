import { inTransaction, openSqlite, type SqliteSchema } from '@tiebreak/database';
import type { OutcomeHead } from '@tiebreak/live-calibration';
import type Database from 'libsql';
import { type DecisionColumns, type JoinedRow, LAYOUT } from '../encoding';

const SCHEMA: SqliteSchema = {
  content: 'decisions',
  expected: 'a SQLite file that an aggregator keeps its decisions in',
  layout: LAYOUT,
  tables: `
    CREATE TABLE head (epoch INTEGER NOT NULL, position INTEGER NOT NULL);
    INSERT INTO head VALUES (1, 0);
    CREATE TABLE decision (request_id TEXT PRIMARY KEY, decided_at INTEGER NOT NULL, body TEXT NOT NULL);
    CREATE INDEX decision_age ON decision (decided_at);
    CREATE TABLE outcome (position INTEGER PRIMARY KEY, request_id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
  `,
};

/** The log in one file of SQLite. Every call blocks its thread until the disk has answered. */
export class DecisionFile {
  private readonly database: Database.Database;

  /** @throws UnusableDatabase when the file cannot be opened, or is of another layout */
  constructor(path: string, create: boolean) {
    this.database = openSqlite(path, SCHEMA, create);
  }

  write({ requestId, decidedAt, body }: DecisionColumns): void {
    const insert = this.database.prepare('INSERT INTO decision VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
    this.writing(() => {
      requestId.forEach((id, i) => insert.run([id, decidedAt[i], body[i]]));
    });
  }

  find(requestId: string): string | undefined {
    const row = this.database.prepare('SELECT body FROM decision WHERE request_id = ?').get(requestId);
    return (row as { body: string } | undefined)?.body;
  }

  record(requestId: string, body: string): boolean {
    return this.writing(() => {
      const position = this.head().position + 1;
      const insert = this.database.prepare('INSERT INTO outcome VALUES (?, ?, ?) ON CONFLICT (request_id) DO NOTHING');
      if (insert.run([position, requestId, body]).changes === 0) return false;
      this.database.prepare('UPDATE head SET position = ?').run(position);
      return true;
    });
  }

  read(after: number, limit: number): OutcomeHead & { rows: JoinedRow[] } {
    return inTransaction(this.database, 'DEFERRED', () => {
      const rows = this.database
        .prepare(
          `SELECT outcome.position, decision.body AS decision, outcome.body AS report
           FROM outcome JOIN decision USING (request_id) WHERE outcome.position > ? ORDER BY outcome.position LIMIT ?`,
        )
        .all(after, limit) as JoinedRow[];
      return { ...this.head(), rows };
    });
  }

  expire(before: number): number {
    const deleted = this.writing(() => {
      const old = 'SELECT request_id FROM decision WHERE decided_at < ?';
      const outcomes = this.database.prepare(`DELETE FROM outcome WHERE request_id IN (${old})`).run(before);
      if (outcomes.changes > 0) this.database.prepare('UPDATE head SET epoch = epoch + 1').run();
      return this.database.prepare('DELETE FROM decision WHERE decided_at < ?').run(before).changes;
    });
    // What the write-ahead log still holds of them goes, too.
    this.database.pragma('wal_checkpoint(TRUNCATE)');
    return deleted;
  }

  /** Where the outcomes end. */
  head(): OutcomeHead {
    // The driver adds something of its own to a row.
    const { epoch, position } = this.database.prepare('SELECT epoch, position FROM head').get() as OutcomeHead;
    return { epoch, position };
  }

  close(): void {
    this.database.close();
  }

  private writing<T>(work: () => T): T {
    return inTransaction(this.database, 'IMMEDIATE', work);
  }
}
