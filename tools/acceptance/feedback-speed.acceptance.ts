import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { quantile } from '@tiebreak/statistics';
import { FULL_SIZE, WORKSPACE } from './data';
import { clickOf, FeedbackClient, type Shown } from './feedback/client';
import { FeedbackTarget } from './feedback/target';
import { markdownTable, publish } from './results';

const CLIENTS = 4;
const BATCH = 100;
const MS = FULL_SIZE ? 20_000 : 3_000;
const WARM_UP_MS = 1_000;
/** Events acknowledged a second. Short runs on machines that do other things show only that nothing is badly wrong. */
const LEAST = FULL_SIZE ? 20_000 : 5_000;
const SEARCHES = 500;
const KEEP_MS = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'tiebreak-speed-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('feedback over gRPC into SQLite', () => {
  it(`is acknowledged at ${LEAST} events a second or more, in batches of ${BATCH} by ${CLIENTS} clients`, async () => {
    const target = await FeedbackTarget.build();
    const service = await target.start(join(folder, 'feedback.db'), 0, KEEP_MS);
    const clients = Array.from({ length: CLIENTS }, () => new FeedbackClient(service.ports[0]!));
    const shown = await Promise.all(
      Array.from({ length: SEARCHES }, (_, i) => clients[i % CLIENTS]!.search(`query ${i % 50}`, `user-${i}`)),
    );
    await load(clients, shown, 'warm', WARM_UP_MS);
    const { perSecond, latencies } = await load(clients, shown, 'run', MS);
    for (const client of clients) client.close();
    await service.stop();
    target.remove();
    const bare = await bareSqlite();

    const table = markdownTable([
      ['', 'events a second'],
      ['acknowledged over gRPC', perSecond.toFixed(0)],
      ['bare SQLite, one writer', bare.toFixed(0)],
    ]);
    const [p50, p99] = [0.5, 0.99].map((p) => quantile(latencies, p).toFixed(1));
    const words = `A batch is acknowledged after ${p50!} ms (median) and ${p99!} ms (99th percentile).`;
    console.log(`${table}\n\n${words}`);
    if (FULL_SIZE)
      await publish(
        'feedback-speed',
        `${CLIENTS} clients, batches of ${BATCH}, ${MS / 1_000} s; bare SQLite writes the same batches in one thread, without a service.`,
        `${table}\n\n${words}`,
      );
    expect(perSecond).toBeGreaterThanOrEqual(LEAST);
  }, 120_000);
});

/** Every client sends a batch when the one before is acknowledged, and every event counts. */
async function load(
  clients: readonly FeedbackClient[],
  shown: readonly Shown[],
  name: string,
  ms: number,
): Promise<{ perSecond: number; latencies: number[] }> {
  const started = performance.now();
  const latencies: number[] = [];
  let acknowledged = 0;
  await Promise.all(
    clients.map(async (client, c) => {
      for (let batch = 0; performance.now() - started < ms; batch++) {
        const events = Array.from({ length: BATCH }, (_, i) => {
          const { impressionId, entityIds } = shown[(batch * BATCH + i) % shown.length]!;
          return clickOf(`${name}-${c}-${batch}-${i}`, impressionId, entityIds[i % entityIds.length]!);
        });
        const sentAt = performance.now();
        const { accepted, capped, duplicates, orphaned, rejected } = await client.record(events);
        latencies.push(performance.now() - sentAt);
        if (duplicates + orphaned + rejected.length > 0) throw new Error('expected every event to be new and known');
        acknowledged += accepted + capped;
      }
    }),
  );
  return { perSecond: (acknowledged / (performance.now() - started)) * 1_000, latencies };
}

async function bareSqlite(): Promise<number> {
  const [runner, main] = ['tools/run-typescript.js', 'tools/acceptance/feedback/bare-sqlite.ts'];
  const args = [runner, main, join(folder, 'bare.db'), String(MS), String(BATCH)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: WORKSPACE });
  return Number(stdout);
}
