import { setTimeout as sleep } from 'node:timers/promises';
import { type CustomTypesConfig, DatabaseError, Pool, type PoolClient, types } from 'pg';
import { UnusableDatabase } from './unusable-database';

const PAUSE_MS = 100;
const CONNECTIONS = 4;

/** PostgreSQL's classes of errors after which a transaction may be tried again: connections, shutdowns, conflicts. */
const PASSING = /^(08|57P0|40001|40P01|53300)/;
/** What the system and the driver say of a connection that broke. */
const BROKEN = /ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|Connection terminated|not queryable|timeout exceeded/;

/** PostgreSQL's type of whole numbers of 64 bits, which come as text. Positions and times are below 2^53. */
const INT8 = types.builtins.INT8 as number;
const numbersAsNumbers: CustomTypesConfig = {
  getTypeParser: (type, format) => ((type as number) === INT8 ? Number : types.getTypeParser(type, format)) as never,
};

/** Connections to PostgreSQL that outlive a restart of it, when it takes no longer than they have patience. */
export class PatientPool {
  private readonly pool: Pool;

  constructor(
    url: string,
    private readonly patienceMs: number,
  ) {
    this.pool = new Pool({ connectionString: url, max: CONNECTIONS, types: numbersAsNumbers });
    // An idle connection that breaks is replaced by the next query.
    this.pool.on('error', () => undefined);
  }

  async rows<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.patiently(async () => (await this.pool.query(sql, [...values])).rows as Row[]);
  }

  /** How many rows a statement changed. */
  async changes(sql: string, values: readonly unknown[]): Promise<number> {
    return this.patiently(async () => (await this.pool.query(sql, [...values])).rowCount ?? 0);
  }

  /** Runs work in a transaction; again from its beginning when the connection breaks, so it must be safe to repeat. */
  async transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.patiently(async () => {
      const client = await this.pool.connect();
      // Said beside the query that fails by it; without a listener it would end the process.
      const ignore = (): void => undefined;
      client.on('error', ignore);
      let broken = true;
      try {
        await client.query('BEGIN');
        const value = await work(client);
        await client.query('COMMIT');
        broken = false;
        return value;
      } finally {
        client.removeListener('error', ignore);
        // A connection whose transaction failed is thrown away with it.
        client.release(broken);
      }
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async patiently<T>(attempt: () => Promise<T>): Promise<T> {
    const end = performance.now() + this.patienceMs;
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (performance.now() > end)
          throw new UnusableDatabase(
            `PostgreSQL: expected it to answer within ${this.patienceMs / 1_000} s, got ${(error as Error).message || String((error as { code?: string }).code)}`,
          );
        await sleep(PAUSE_MS);
      }
    }
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof DatabaseError) return PASSING.test(error.code ?? '');
  const { code, message } = error as NodeJS.ErrnoException;
  return BROKEN.test(`${code ?? ''} ${message}`);
}
