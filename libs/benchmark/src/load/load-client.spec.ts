import { fileURLToPath } from 'node:url';
import type { ServiceProcess } from '@tiebreak/service-host/process';
import { BYTES_PATH, startEcho, startRelay } from '../floors';
import { LoadClient, type Target } from './load-client';

const RUNNER = fileURLToPath(new URL('../../../../tools/run-typescript.js', import.meta.url));

describe.each(['grpc-js', 'frames'] as const)('a load client that calls by %s, and floors, as processes', (caller) => {
  const started: ServiceProcess[] = [];
  const client = new LoadClient(RUNNER, caller);
  const targetOf = ({ ports }: ServiceProcess): Target => ({
    address: `127.0.0.1:${ports[0]!}`,
    path: BYTES_PATH,
    requests: [new Uint8Array(400), new Uint8Array(600)],
  });

  beforeAll(async () => {
    const echoes = await Promise.all([startEcho(RUNNER, 321), startEcho(RUNNER, 321), startEcho(RUNNER, 321)]);
    started.push(...echoes, await startRelay(RUNNER, { replyBytes: 1_234, partBytes: 200 }, echoes));
  });

  afterAll(async () => {
    await Promise.all([client.close(), ...started.map((service) => service.stop())]);
  });

  it('an echo and a relay answer every call with as many bytes as asked for', async () => {
    for (const [service, bytes] of [
      [started[0]!, 321],
      [started[3]!, 1_234],
    ] as const) {
      const { answered, failed, answers } = await client.run(targetOf(service), {
        kind: 'closed',
        inFlight: 4,
        ms: 200,
      });
      expect(answered).toBeGreaterThanOrEqual(4);
      expect(failed).toBe(0);
      expect(new Set(answers.map(({ length }) => length))).toEqual(new Set([bytes]));
    }
  });

  it('more calls at once than a connection takes are all answered', async () => {
    const load = { kind: 'open', rate: 1_000_000, ms: 2 } as const;
    expect(await client.run(targetOf(started[1]!), load)).toMatchObject({ answered: 2_000, failed: 0 });
  });

  it('an open load is sent at its rate', async () => {
    const report = await client.run(targetOf(started[0]!), { kind: 'open', rate: 100, ms: 500 });
    expect(report).toMatchObject({ answered: 50, failed: 0 });
    expect(report.latencies.p99).toBeGreaterThanOrEqual(report.latencies.p50);
  });

  it('a relay whose echo has ended fails its calls, and a load without answers says why', async () => {
    await started[0]!.stop();
    await expect(client.run(targetOf(started[3]!), { kind: 'closed', inFlight: 2, ms: 100 })).rejects.toThrow(
      /^127\.0\.0\.1:\d+\/tiebreak\.benchmark\.Bytes\/Call: no call was answered: .*(UNAVAILABLE|the call failed)/,
    );
  });

  it('a client that has been closed says so', async () => {
    await client.close();
    await expect(client.run(targetOf(started[1]!), { kind: 'closed', inFlight: 1, ms: 10 })).rejects.toThrow(
      'the process that was asked has ended',
    );
  });
});
