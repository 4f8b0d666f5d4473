import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceProcess } from '@tiebreak/service-host';
import { seededRandom } from '@tiebreak/statistics';
import { startApp } from './app-processes';
import { FULL_SIZE } from './data';
import { type Aftermath, lookAfter } from './feedback/aftermath';
import { shippedTitles } from './feedback/shipped-titles';
import { PersistentUser } from './feedback/persistent-user';
import { freePort } from './free-port';
import { postgresPrograms, PrivatePostgres } from './private-postgres';
import { markdownTable, publish } from './results';

const KILLS = FULL_SIZE ? 200 : 10;
/** A cluster takes seconds to repair itself. */
const CRASHES = FULL_SIZE ? 200 : 2;
const CLIENTS = 4;
/** What a service learns by, unless it is told otherwise. */
const POLICY = 'thompson';
/** A kill comes at a random moment within so many milliseconds after the service takes calls: within two keepings. */
const LONGEST_LIFE_MS = 900;
/** A cluster lives at least so long, and at most as long again: who finds it down tries again now and then only. */
const CLUSTER_LIFE_MS = 500;
const folder = mkdtempSync(join(tmpdir(), 'tiebreak-durability-'));
const figures: string[][] = [];
/** Stopped even when a test fails. */
const running: ServiceProcess[] = [];

/** The search service as it ships, on its own catalogue, which the first start indexes, with its feedback somewhere. */
async function startSearch(feedback: string, port = 0): Promise<ServiceProcess> {
  const service = await startApp('search', {
    TIEBREAK_SEARCH_PORT: String(port),
    TIEBREAK_SEARCH_HTTP_PORT: '0',
    TIEBREAK_SEARCH_ADMIN_PORT: '0',
    TIEBREAK_SEARCH_DATA: folder,
    TIEBREAK_SEARCH_FEEDBACK: feedback,
    TIEBREAK_SEARCH_POLICY: POLICY,
    // Vectors that need no model are soon made.
    TIEBREAK_SEARCH_ENCODER: 'hashed',
    // So that kills fall into the keeping, too.
    TIEBREAK_SEARCH_KEEP_SECONDS: '0',
    // A machine that does other things, or waits for its database, may take long.
    TIEBREAK_SEARCH_DEADLINE_MS: '5000',
  });
  running.push(service);
  return service;
}

function usersOf(services: readonly ServiceProcess[]): PersistentUser[] {
  const queries = shippedTitles('music');
  return Array.from(
    { length: CLIENTS },
    (_, i) => new PersistentUser(`user-${i}`, services[i % services.length]!.ports[0]!, queries, seededRandom(10 + i)),
  );
}

function judge(what: string, kills: number, users: readonly PersistentUser[], after: Aftermath): void {
  const cut = users.reduce((sum, { failures }) => sum + failures, 0);
  const { acknowledged, lost, twice, unlogged, isRebuilt, isRelearned } = after;
  figures.push(
    [
      ...[what, kills, acknowledged, lost.length, twice.length, unlogged.length, cut],
      ...[isRebuilt, isRelearned].map((isEqual) => (isEqual ? 'equal' : 'differs')),
    ].map(String),
  );
  expect({ lost, twice, isRebuilt, isRelearned }).toEqual({ lost: [], twice: [], isRebuilt: true, isRelearned: true });
  expect(acknowledged).toBeGreaterThan(10 * kills);
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop('SIGKILL')));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  const table = markdownTable([
    [
      ...['killed', 'times', 'events acknowledged', 'lost', 'twice'],
      'searches answered, not logged',
      'calls cut',
      ...['rebuild', 'policies, learned again'],
    ],
    ...figures,
  ]);
  console.log(table);
  if (FULL_SIZE) await publish('feedback-durability', `${CLIENTS} clients search and write while it happens.`, table);
});

describe('the search service killed by kill -9', () => {
  it(`loses no acknowledged event, keeps none twice, and comes to what a rebuild gives, ${KILLS} times`, async () => {
    const location = join(folder, 'killed.db');
    const port = await freePort();
    const random = seededRandom(1);
    let service = await startSearch(location, port);
    const users = usersOf([service]);
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(random.uniform() * LONGEST_LIFE_MS);
      await service.stop('SIGKILL');
      service = await startSearch(location, port);
    }
    await sleep(LONGEST_LIFE_MS);
    await Promise.all(users.map((user) => user.stop()));
    await service.stop();
    const after = await lookAfter(location, POLICY, users);
    judge('search on SQLite', KILLS, users, after);
    expect(users.some(({ failures }) => failures > 0)).toBe(true);
    // An answer does not wait for its impression, so each client may lose the last one before a kill.
    expect(after.unlogged.length).toBeLessThanOrEqual(KILLS * CLIENTS);
  }, 1_800_000);
});

const programs = postgresPrograms();
const describeWithPostgres = programs === undefined ? describe.skip : describe;

describeWithPostgres(
  `a PostgreSQL cluster killed under two replicas of it${programs === undefined ? ' (needs PostgreSQL)' : ''}`,
  () => {
    it(`loses no acknowledged event, keeps none twice, and comes to what a rebuild gives, ${CRASHES} times`, async () => {
      const cluster = await PrivatePostgres.start(programs!);
      try {
        const random = seededRandom(2);
        const services = [await startSearch(cluster.url), await startSearch(cluster.url)];
        const users = usersOf(services);
        for (let crash = 0; crash < CRASHES; crash++) {
          await sleep((1 + random.uniform()) * CLUSTER_LIFE_MS);
          await cluster.crash();
          await cluster.boot();
        }
        await sleep(CLUSTER_LIFE_MS);
        await Promise.all(users.map((user) => user.stop()));
        await Promise.all(services.map((service) => service.stop()));
        const after = await lookAfter(cluster.url, POLICY, users);
        judge('PostgreSQL', CRASHES, users, after);
        // Services hold impressions until the cluster is back.
        expect(after.unlogged).toEqual([]);
      } finally {
        await cluster.remove();
      }
    }, 1_800_000);
  },
);
