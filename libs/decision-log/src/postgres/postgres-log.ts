import { PatientPool, UnusableDatabase } from '@tiebreak/database';
import type { DecisionLog, OutcomeHead, OutcomeReport } from '@tiebreak/live-calibration';
import { columnsOf, decodeDecision, decodeJoined, type JoinedRow, LAYOUT } from '../encoding';
import type { OpenOptions } from '../open-decision-log';
import * as sql from './tables';

/**
 * The log in PostgreSQL, for replicas on many machines.
 * @throws UnusableDatabase when the server does not answer or the tables are of another layout
 */
export async function openPostgresLog(url: string, { create, patienceMs }: OpenOptions): Promise<DecisionLog> {
  const pool = new PatientPool(url, patienceMs);
  try {
    if (create) await pool.transaction((client) => client.query(sql.CREATE_TABLES));
    const [head] = await pool.rows<OutcomeHead & { layout: number }>(sql.HEAD);
    if (head!.layout !== LAYOUT)
      throw new UnusableDatabase(
        `PostgreSQL: expected tables of decisions of layout ${LAYOUT}, got ${head!.layout}; use the release that made them, or a later one`,
      );
  } catch (error) {
    await pool.close();
    if (error instanceof UnusableDatabase) throw error;
    throw new UnusableDatabase(
      `PostgreSQL: expected a database to keep decisions in, got: ${(error as Error).message}`,
    );
  }
  return {
    write: async (decisions) => {
      const { requestId, decidedAt, body } = columnsOf(decisions);
      await pool.changes(sql.WRITE, [requestId, decidedAt, body]);
    },
    find: async (requestId) => {
      const [row] = await pool.rows<{ body: string }>(sql.FIND, [requestId]);
      return row === undefined ? undefined : decodeDecision(row.body);
    },
    record: (report) => record(pool, report),
    read: async (after, limit) => {
      type Row = Omit<JoinedRow, 'position'> & { position: number | null; epoch: number; last: number };
      const rows = await pool.rows<Row>(sql.READ, [after, limit]);
      const { epoch, last } = rows[0]!;
      const found = rows.filter((row): row is Row & { position: number } => row.position !== null);
      return { epoch, position: last, outcomes: found.map(decodeJoined) };
    },
    expire: (before) => expire(pool, before),
    close: () => pool.close(),
  };
}

/** When an attempt wrote the report and only the answer was lost, the next one says that there is one, which is as good. */
function record(pool: PatientPool, report: OutcomeReport): Promise<boolean> {
  return pool.transaction(async (client) => {
    const { position } = (await client.query<OutcomeHead>(sql.LOCK_HEAD)).rows[0]!;
    const next = position + 1;
    const { rowCount } = await client.query(sql.RECORD, [next, report.requestId, JSON.stringify(report)]);
    if (rowCount === 0) return false;
    await client.query(sql.MOVE_HEAD, [next]);
    return true;
  });
}

function expire(pool: PatientPool, before: number): Promise<number> {
  return pool.transaction(async (client) => {
    await client.query(sql.LOCK_HEAD);
    const outcomes = await client.query(sql.EXPIRE_OUTCOMES, [before]);
    if ((outcomes.rowCount ?? 0) > 0) await client.query(sql.NEXT_EPOCH);
    return (await client.query(sql.EXPIRE, [before])).rowCount ?? 0;
  });
}
