import { existsSync } from 'node:fs';
import Database from 'libsql';
import { UnusableDatabase } from './unusable-database';

/** Other processes may hold the file for so long before a write of ours fails. */
const BUSY_MS = 10_000;

// FULL makes a commit wait for the disk in WAL mode, too. What is deleted is overwritten, not only taken off the index.
const SETTINGS = ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON'];

/** What a file holds. */
export interface SqliteSchema {
  /** The content in a word, e.g. "feedback". */
  readonly content: string;
  /** The whole file in words, e.g. "a SQLite file that a search service keeps its feedback in". */
  readonly expected: string;
  /** Number of the layout of its tables, from 1 on. */
  readonly layout: number;
  /** Statements that make them. */
  readonly tables: string;
}

/**
 * Opens a file of SQLite whose commits are durable, and makes its tables in an empty one.
 * @param create whether to make the file and its tables if they are not there
 * @throws UnusableDatabase when it cannot be opened, holds something else, or is of another layout
 */
export function openSqlite(path: string, schema: SqliteSchema, create: boolean): Database.Database {
  const { expected } = schema;
  try {
    if (!create && !existsSync(path)) throw new UnusableDatabase(`${path}: expected ${expected}, got no file`);
    const database = new Database(path);
    database.pragma(`busy_timeout = ${BUSY_MS}`);
    if (layoutOf(database) !== schema.layout) makeTables(database, path, schema, create);
    for (const setting of SETTINGS) database.pragma(setting);
    return database;
  } catch (error) {
    if (error instanceof UnusableDatabase) throw error;
    const place = create ? `${expected}, or a place for a new one` : expected;
    throw new UnusableDatabase(`${path}: expected ${place}, got: ${(error as Error).message}`);
  }
}

/** Runs work in a transaction, which is undone when the work throws. */
export function inTransaction<T>(database: Database.Database, mode: 'IMMEDIATE' | 'DEFERRED', work: () => T): T {
  database.exec(`BEGIN ${mode}`);
  try {
    const value = work();
    database.exec('COMMIT');
    return value;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function layoutOf(database: Database.Database): number {
  const [{ user_version: layout }] = database.pragma('user_version') as [{ user_version: number }];
  return layout;
}

/** Makes the tables in an empty file, unless another process has just done so. */
function makeTables(database: Database.Database, path: string, schema: SqliteSchema, create: boolean): void {
  const { content, expected, layout: own, tables } = schema;
  inTransaction(database, 'IMMEDIATE', () => {
    const layout = layoutOf(database);
    if (layout === own) return;
    if (layout !== 0)
      throw new UnusableDatabase(
        `${path}: expected ${content} of layout ${own}, got ${layout}; use the release that wrote it, or a later one`,
      );
    const { count } = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get() as { count: number };
    if (count > 0) throw new UnusableDatabase(`${path}: expected ${expected}, got a database of something else`);
    if (!create) throw new UnusableDatabase(`${path}: expected ${expected}, got an empty one`);
    database.exec(`${tables} PRAGMA user_version = ${own};`);
  });
}
