import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { DEFAULT_COSTS, INDEPENDENT } from '@tiebreak/aggregation';
import { Client, credentials } from '@grpc/grpc-js';
import { type RunningAggregator, startAggregator } from '@tiebreak/aggregator-host';
import { music } from '@tiebreak/domain-music';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import { type RunningReranker, startReranker } from '@tiebreak/reranker-host';
import { AGGREGATOR_METRICS } from '@tiebreak/telemetry';
import { fileURLToPath } from 'node:url';
import { goodRequest } from './good-request';

const MODEL = fileURLToPath(new URL('../../music/model', import.meta.url));
const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);
const PATIENCE_MS = 60;
const request = { upstreamVersions: {}, ...goodRequest } as wire.ResolveRequest;

const LEFT_ALONE = 'the service failed several times in a row and is left alone for now';

describe('a domain that does not answer', () => {
  let silent: Server;
  const sockets = new Set<Socket>();
  let aggregator: RunningAggregator;
  let client: Client;
  let reranker: RunningReranker | undefined;

  beforeAll(async () => {
    // Accepts connections, reads, and never says a word.
    silent = createServer((socket) => sockets.add(socket.on('error', () => undefined).resume())).listen(0, '127.0.0.1');
    await new Promise((listening) => silent.once('listening', listening));
    aggregator = await startAggregator({
      ...{ host: '127.0.0.1', port: 0, httpPort: 0, domainDeadlineMs: PATIENCE_MS },
      policy: { costs: DEFAULT_COSTS, joint: INDEPENDENT },
      registry: [
        {
          domain: 'Music',
          address: `127.0.0.1:${(silent.address() as AddressInfo).port}`,
          fallback: { slope: 1, intercept: 0 },
        },
      ],
      admin: { host: '127.0.0.1', port: 0, portVariable: 'none' },
    });
    client = new Client(`127.0.0.1:${aggregator.port}`, credentials.createInsecure());
  });
  afterAll(async () => {
    client.close();
    await aggregator.close();
    await reranker?.close();
    for (const socket of sockets) socket.destroy();
  });

  const outcome = async () => (await callUnary(client, resolve, request, { deadlineMs: 5_000 })).outcomes[0]!;
  const leftAlone = async (): Promise<string | undefined> => {
    const page = await fetch(`http://127.0.0.1:${aggregator.adminPort!}/metrics`);
    return new RegExp(`^${AGGREGATOR_METRICS.leftAlone.name}\\{domain="Music"\\} (\\d)$`, 'm').exec(
      await page.text(),
    )?.[1];
  };

  it('is left alone after a few failures, so that nobody waits for it any more, and the metrics say so', async () => {
    expect(await leftAlone()).toBe('0');
    for (let i = 0; i < 5; i++) expect((await outcome()).status).toBe('DOMAIN_STATUS_DEADLINE_EXCEEDED');
    expect(await leftAlone()).toBe('1');
    // One of them may be the probe.
    const errors = (await Promise.all(Array.from({ length: 4 }, outcome))).map(({ error }) => error);
    expect(errors.filter((error) => error === LEFT_ALONE).length).toBeGreaterThanOrEqual(3);
  });

  it('is asked again now and then, by one request at a time, and ranks within two seconds of being back', async () => {
    const { port } = silent.address() as AddressInfo;
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => silent.close(closed));
    reranker = await startReranker(music, { host: '127.0.0.1', port, portVariable: 'none', model: MODEL });
    const back = Date.now();
    let status = '';
    while (status !== 'DOMAIN_STATUS_RANKED' && Date.now() - back < 5_000) {
      ({ status } = await outcome());
      await new Promise((wait) => setTimeout(wait, 10));
    }
    expect(status).toBe('DOMAIN_STATUS_RANKED');
    expect(await leftAlone()).toBe('0');
  });
});
