import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '@tiebreak/configuration';
import { Client } from 'pg';

/** An empty database of a test's own. */
export interface TestDatabase {
  readonly location: string;
  remove(): Promise<void>;
}

/** A kind of database that the contract is tested on. */
export interface DatabaseKind {
  readonly name: string;
  /** Why it is not tested; undefined when it is. */
  readonly skipped?: string | undefined;
  make(): Promise<TestDatabase>;
}

/** Where a PostgreSQL is that tests may make schemas in. */
const POSTGRES_URL = environment().TIEBREAK_TEST_POSTGRES_URL;
let made = 0;

export const KINDS: readonly DatabaseKind[] = [
  {
    name: 'SQLite',
    make: () => {
      const folder = mkdtempSync(join(tmpdir(), 'tiebreak-database-'));
      const remove = (): Promise<void> => {
        rmSync(folder, { recursive: true });
        return Promise.resolve();
      };
      return Promise.resolve({ location: join(folder, 'data.db'), remove });
    },
  },
  {
    name: 'PostgreSQL',
    skipped: POSTGRES_URL === undefined ? 'needs TIEBREAK_TEST_POSTGRES_URL' : undefined,
    make: async () => {
      const schema = `tiebreak_test_${process.pid}_${made++}`;
      await ask(`CREATE SCHEMA ${schema}`);
      const url = new URL(POSTGRES_URL!);
      url.searchParams.set('options', `-c search_path=${schema}`);
      return { location: url.href, remove: () => ask(`DROP SCHEMA ${schema} CASCADE`) };
    },
  },
];

async function ask(sql: string): Promise<void> {
  const client = new Client({ connectionString: POSTGRES_URL });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** A `describe` for each kind; one that is not there is skipped by name. */
export function describeOnEach(title: string, body: (kind: DatabaseKind) => void): void {
  for (const kind of KINDS) {
    if (kind.skipped === undefined)
      describe(`${title}, ${kind.name}`, () => {
        body(kind);
      });
    else
      describe.skip(`${title}, ${kind.name} (${kind.skipped})`, () => {
        body(kind);
      });
  }
}
