import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_PROJECTIONS, FeedbackService, readLog, rebuildUpTo } from '@tiebreak/feedback';
import { openFeedbackStores } from '@tiebreak/feedback-store';
import type { ServiceProcess } from '@tiebreak/service-host';
import { seededRandom } from '@tiebreak/statistics';
import { FULL_SIZE } from './data';
import { PersistentUser } from './feedback/persistent-user';
import { FeedbackTarget, freePort } from './feedback/target';
import { postgresPrograms, PrivatePostgres } from './private-postgres';
import { markdownTable, publish } from './results';

const KILLS = FULL_SIZE ? 200 : 10;
/** A cluster takes seconds to repair itself. */
const CRASHES = FULL_SIZE ? 200 : 3;
const CLIENTS = 4;
/** A kill comes at a random moment within so many milliseconds after the service takes calls. */
const LONGEST_LIFE_MS = 300;
/** A cluster lives at least so long, and at most as long again: who finds it down tries again now and then only. */
const CLUSTER_LIFE_MS = 400;
/** The projections are kept so often, so that kills fall into the keeping, too. */
const KEEP_MS = 100;
const figures: string[][] = [];
let target: FeedbackTarget;

beforeAll(async () => {
  target = await FeedbackTarget.build();
}, 60_000);

afterAll(async () => {
  target.remove();
  const table = markdownTable([
    ['killed', 'times', 'events acknowledged', 'lost', 'twice', 'calls cut', 'rebuild'],
    ...figures,
  ]);
  console.log(table);
  if (FULL_SIZE) await publish('feedback-durability', `${CLIENTS} clients write while it happens.`, table);
});

describe('the service killed by kill -9', () => {
  it(`loses no acknowledged event, keeps none twice, and comes to what a rebuild gives, ${KILLS} times`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tiebreak-durability-'));
    const location = join(folder, 'feedback.db');
    const port = await freePort();
    const random = seededRandom(1);
    let service = await target.start(location, port, KEEP_MS);
    running.push(service);
    const users = usersOf([port]);
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(random.uniform() * LONGEST_LIFE_MS);
      await service.stop('SIGKILL');
      service = await target.start(location, port, KEEP_MS);
      running.push(service);
    }
    await sleep(LONGEST_LIFE_MS);
    await Promise.all(users.map((user) => user.stop()));
    await service.stop();
    const cut = await judge('service on SQLite', KILLS, location, users);
    expect(cut).toBeGreaterThan(0);
    rmSync(folder, { recursive: true });
  }, 900_000);
});

/** Stopped even when a test fails. */
const running: ServiceProcess[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop('SIGKILL')));
});

const programs = postgresPrograms();
const describeWithPostgres = programs === undefined ? describe.skip : describe;

describeWithPostgres(
  `a PostgreSQL cluster killed under two replicas${programs === undefined ? ' (needs PostgreSQL)' : ''}`,
  () => {
    it(`loses no acknowledged event, keeps none twice, and comes to what a rebuild gives, ${CRASHES} times`, async () => {
      const cluster = await PrivatePostgres.start(programs!);
      try {
        const random = seededRandom(2);
        const services = await Promise.all([
          target.start(cluster.url, 0, KEEP_MS),
          target.start(cluster.url, 0, KEEP_MS),
        ]);
        running.push(...services);
        const users = usersOf(services.map(({ ports }) => ports[0]!));
        for (let crash = 0; crash < CRASHES; crash++) {
          await sleep((1 + random.uniform()) * CLUSTER_LIFE_MS);
          await cluster.crash();
          await cluster.boot();
        }
        await sleep(CLUSTER_LIFE_MS);
        await Promise.all(users.map((user) => user.stop()));
        await Promise.all(services.map((service) => service.stop()));
        await judge('PostgreSQL', CRASHES, cluster.url, users);
      } finally {
        await cluster.remove();
      }
    }, 1_800_000);
  },
);

const usersOf = (ports: readonly number[]): PersistentUser[] =>
  Array.from(
    { length: CLIENTS },
    (_, i) => new PersistentUser(`user-${i}`, ports[i % ports.length]!, seededRandom(10 + i)),
  );

/** Looks at what is in the database after all. @returns how many calls were cut */
async function judge(what: string, kills: number, location: string, users: readonly PersistentUser[]): Promise<number> {
  const stores = await openFeedbackStores(location);
  const times = new Map<string, number>();
  for await (const { entries } of readLog(stores.log))
    for (const entry of entries) {
      const id = entry.kind === 'event' ? entry.event.eventId : entry.impression.id;
      times.set(id, (times.get(id) ?? 0) + 1);
    }
  const acknowledged = users.flatMap((user) => [...user.acknowledged]);
  const lost = [...acknowledged, ...users.flatMap(({ answered }) => answered)].filter((id) => !times.has(id));
  const twice = [...times].filter(([, count]) => count > 1);

  // What the last service kept when it stopped, and what one that starts now takes up from there.
  const kept = await rebuildUpTo(stores.log, DEFAULT_PROJECTIONS, (await stores.q2e.read())!);
  const options = { log: stores.log, store: stores.q2e, projections: DEFAULT_PROJECTIONS, now: Date.now };
  const restarted = await (await FeedbackService.open(options)).rebuild();
  await stores.close();
  const cut = users.reduce((sum, { failures }) => sum + failures, 0);
  const equal = kept.equal === true && restarted.equal === true;
  figures.push(
    [what, kills, acknowledged.length, lost.length, twice.length, cut, equal ? 'equal' : 'differs'].map(String),
  );
  expect({ lost, twice }).toEqual({ lost: [], twice: [] });
  expect({ kept: kept.equal, restarted: restarted.equal, entries: restarted.entries }).toEqual({
    ...{ kept: true, restarted: true, entries: times.size },
  });
  expect(acknowledged.length).toBeGreaterThan(10 * kills);
  return cut;
}
