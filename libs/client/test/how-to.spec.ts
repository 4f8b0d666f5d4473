import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import { toMessage } from '../src/messages';
import { answer, peer, request } from './peers';

const page = readFileSync(join(__dirname, '../../../docs/how-to/call-from-your-own-service.md'), 'utf8');
const config = /```json service-config\n([^]*?)```/.exec(page)![1]!;
const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);

describe('a client of gRPC alone, with the service config of the how-to', () => {
  const pushback = new Metadata();
  pushback.set('grpc-retry-pushback-ms', '120');

  it.each([
    ['was cut', { code: status.UNAVAILABLE }, 0],
    [
      'was refused for lack of capacity, after the time it was told',
      { code: status.RESOURCE_EXHAUSTED, metadata: pushback },
      118,
    ],
  ])('makes a call again that %s', async (_, refusal, waitMs) => {
    const came: number[] = [];
    const { port, close } = await peer((_call, done) => {
      came.push(performance.now());
      if (came.length === 1) done(refusal);
      else done(null, answer);
    });
    const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), { 'grpc.service_config': config });
    const message = toMessage(request);
    await expect(callUnary(client, resolve, message, { deadlineMs: 5_000 })).resolves.toEqual(answer);
    client.close();
    close();
    expect(came[1]! - came[0]!).toBeGreaterThanOrEqual(waitMs);
  });

  it('shares calls between replicas', async () => {
    const peers = await Promise.all(
      [0, 1].map(() =>
        peer((_, done) => {
          done(null, answer);
        }),
      ),
    );
    const target = `ipv4:${peers.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
    const client = new Client(target, credentials.createInsecure(), { 'grpc.service_config': config });
    for (let i = 0; i < 50; i++) await callUnary(client, resolve, toMessage(request), { deadlineMs: 5_000 });
    client.close();
    for (const one of peers) one.close();
    for (const { calls } of peers) expect(calls.length).toBeGreaterThan(15);
  });
});
