import { PatientPool } from '@tiebreak/database';
import {
  decodeEntry,
  decodeImpression,
  type EventLog,
  impressionKey,
  type LogHead,
  type StoredEntry,
  type VersionedStore,
} from '@tiebreak/feedback';
import type { EntryColumns } from '../entry-columns';
import {
  type FeedbackStores,
  FeedbackStoreError,
  LAYOUT,
  type OpenOptions,
  policyName,
  PROJECTIONS,
} from '../feedback-stores';
import { type Committed, GroupCommit } from '../group-commit';
import * as sql from './tables';

/**
 * Stores in PostgreSQL, for replicas on many machines.
 * @throws FeedbackStoreError when the server does not answer or the tables are of another layout
 */
export async function openPostgresStores(url: string, { create, patienceMs }: OpenOptions): Promise<FeedbackStores> {
  const pool = new PatientPool(url, patienceMs);
  try {
    if (create) await pool.transaction((client) => client.query(sql.CREATE_TABLES));
    const [head] = await pool.rows<LogHead & { layout: number }>(sql.HEAD);
    if (head!.layout !== LAYOUT)
      throw new FeedbackStoreError(
        `PostgreSQL: expected feedback tables of layout ${LAYOUT}, got ${head!.layout}; use the release that made them, or a later one`,
      );
  } catch (error) {
    await pool.close();
    if (error instanceof FeedbackStoreError) throw error;
    throw new FeedbackStoreError(
      `PostgreSQL: expected a database to keep feedback in, got: ${(error as Error).message}`,
    );
  }
  const group = new GroupCommit((entries) => commit(pool, entries));
  return {
    log: logOf(pool, group),
    q2e: stateOf<string>(pool, PROJECTIONS),
    policy: (name) => stateOf(pool, policyName(name)),
    close: async () => {
      await group.idle();
      await pool.close();
    },
  };
}

/** Safe to repeat: entries that an attempt has written, of which only the answer was lost, are duplicates in the next. */
function commit(
  pool: PatientPool,
  { key, version, loggedAt, userId, impressionId, body }: EntryColumns,
): Promise<Committed> {
  return pool.transaction(async (client) => {
    const { epoch, position: before } = (await client.query<LogHead>(sql.LOCK_HEAD)).rows[0]!;
    const values = [before, key, version, loggedAt, userId, impressionId, body];
    const { rows } = await client.query<{ position: number }>(sql.INSERT, values);
    const positions: (number | null)[] = key.map(() => null);
    for (const { position } of rows) positions[position - before - 1] = position;
    const last = rows.reduce((most, { position }) => Math.max(most, position), before);
    await client.query(sql.MOVE_HEAD, [last]);
    return { epoch, before, positions };
  });
}

function logOf(pool: PatientPool, group: GroupCommit): EventLog {
  /** Deletes, and says so to whoever has read what is gone. */
  const deleting = (statement: string, value: string | number): Promise<number> =>
    pool.transaction(async (client) => {
      await client.query(sql.LOCK_HEAD);
      const deleted = (await client.query(statement, [value])).rowCount ?? 0;
      if (deleted > 0) await client.query(sql.NEXT_EPOCH);
      return deleted;
    });
  return {
    append: (entries) => group.append(entries),
    read: async (after, limit) => {
      type Row = StoredEntry & { position: number | null; epoch: number; last: number };
      const rows = await pool.rows<Row>(sql.READ, [after, limit]);
      const { epoch, last } = rows[0]!;
      const found = rows.filter((row): row is Row & { position: number } => row.position !== null);
      return { epoch, position: last, entries: found.map(decodeEntry) };
    },
    head: async () => {
      const [{ epoch, position }] = (await pool.rows<LogHead>(sql.HEAD)) as [LogHead];
      return { epoch, position };
    },
    impressions: async (ids) => {
      const rows = await pool.rows<{ body: string }>(sql.BODIES, [ids.map(impressionKey)]);
      return new Map(rows.map(({ body }) => decodeImpression(body)).map((impression) => [impression.id, impression]));
    },
    forget: (userId) => deleting(sql.FORGET, userId),
    expire: (before) => deleting(sql.EXPIRE, before),
  };
}

function stateOf<State>(pool: PatientPool, name: string): VersionedStore<State> {
  return {
    read: async () => {
      type Row = LogHead & { version: number; body: string };
      const [row] = await pool.rows<Row>(sql.READ_STATE, [name]);
      if (row === undefined) return undefined;
      const { version, epoch, position, body } = row;
      return { version, epoch, position, state: JSON.parse(body) as State };
    },
    write: async (expected, { epoch, position, state }) => {
      const statement = expected === 0 ? sql.FIRST_STATE : sql.NEXT_STATE;
      return (await pool.changes(statement, [expected, epoch, position, JSON.stringify(state), name])) === 1;
    },
  };
}
