import { join } from 'node:path';
import { benchRequests, LoadClient, readUsage, type Target } from '@tiebreak/benchmark';
import { toResolveRequestMessage, wire } from '@tiebreak/protocol';
import { toGrpcService } from '@tiebreak/protocol/grpc';
import type { ServiceProcess } from '@tiebreak/service-host';
import { startAggregatorProcess, startDomain } from './app-processes';
import { FULL_SIZE, WORKSPACE } from './data';
import { markdownTable, publish } from './results';

/** Long enough for a leak to show, cut into pieces that are compared. */
const PIECES = FULL_SIZE ? 20 : 4;
const PIECE_MS = FULL_SIZE ? 30_000 : 2_000;
/** A trend is what this many of all pairs of pieces, one earlier and one later, do not show by chance: tau of Kendall. */
const TREND = 0.6;
const LIMITS = { memory: 1.1, latency: 1.5 };

const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);

interface Piece {
  readonly p50: number;
  readonly p99: number;
  /** Megabytes by service. */
  readonly memory: Readonly<Record<string, number>>;
}

describe('half of capacity for a long time', () => {
  it(`fails nothing, and shows no trend in latency or memory over ${(PIECES * PIECE_MS) / 1000} s`, async () => {
    const domains = await Promise.all(['Books', 'Music', 'Video'].map((domain) => startDomain(domain, 0)));
    const aggregator = await startAggregatorProcess(
      Object.fromEntries(
        ['Books', 'Music', 'Video'].map((domain, i) => [domain, `127.0.0.1:${domains[i]!.ports[0]!}`]),
      ),
    );
    const services: readonly ServiceProcess[] = [aggregator, ...domains];
    const client = new LoadClient(join(WORKSPACE, 'tools/run-typescript.js'));
    const target: Target = {
      address: `127.0.0.1:${aggregator.ports[0]!}`,
      path: resolve.path,
      requests: benchRequests().map((request) => wire.ResolveRequest.encode(toResolveRequestMessage(request)).finish()),
    };
    for (let i = 0; i < 3; i++) await client.run(target, { kind: 'closed', inFlight: 16, ms: 3_000 });
    const { answered, seconds } = await client.run(target, { kind: 'closed', inFlight: 16, ms: 3_000 });
    const rate = answered / seconds / 2;

    const pieces: Piece[] = [];
    let asked = 0;
    let failed = 0;
    for (let i = 0; i < PIECES; i++) {
      const report = await client.run(target, { kind: 'open', rate, ms: PIECE_MS });
      asked += report.answered + report.failed;
      failed += report.failed;
      const memory = await Promise.all(
        services.map(async ({ name, pid }) => [name, (await readUsage(pid)).residentBytes / 1e6] as const),
      );
      pieces.push({ ...report.latencies, memory: Object.fromEntries(memory) });
      console.log(`piece ${i + 1} of ${PIECES}: p50 ${report.latencies.p50.toFixed(2)} ms`);
    }
    await client.close();
    await Promise.all(services.map((service) => service.stop()));

    // The first pieces are still warming up, heaps above all.
    const settled = pieces.slice(PIECES / 4);
    const series: Record<string, number[]> = {
      'p50, ms': settled.map(({ p50 }) => p50),
      'p99, ms': settled.map(({ p99 }) => p99),
      ...Object.fromEntries(
        services.map(({ name }) => [`memory of ${name}, MB`, settled.map(({ memory }) => memory[name]!)]),
      ),
    };
    const rows = Object.entries(series).map(([name, values]) => [
      name,
      ...[values[0]!, values.at(-1)!, Math.max(...values)].map((value) => value.toFixed(2)),
      kendall(values).toFixed(2),
    ]);
    const table = markdownTable([['', 'first', 'last', 'most', 'trend (Kendall)'], ...rows]);
    const words = `${asked} requests, ${failed} failed.`;
    console.log(`${table}\n\n${words}`);
    if (FULL_SIZE)
      await publish(
        'soak',
        `an aggregator and three domains with their shipped blends, ${rate.toFixed(0)} requests a second of 15 hypotheses, half of capacity, for ${(PIECES * PIECE_MS) / 60_000} minutes; the first quarter warms up.`,
        `${table}\n\n${words}`,
      );

    expect(failed).toBe(0);
    if (!FULL_SIZE) return;
    for (const [name, values] of Object.entries(series)) {
      const limit = name.startsWith('memory') ? LIMITS.memory : LIMITS.latency;
      const grown = values.at(-1)! > limit * values[0]!;
      expect([name, kendall(values) > TREND && grown]).toEqual([name, false]);
    }
  }, 1_200_000);
});

/** Kendall's tau: of all pairs, one earlier and one later, the share that rises less the share that falls. */
function kendall(values: readonly number[]): number {
  let sum = 0;
  let pairs = 0;
  for (let j = 1; j < values.length; j++)
    for (let i = 0; i < j; i++) {
      sum += Math.sign(values[j]! - values[i]!);
      pairs++;
    }
  return sum / pairs;
}
