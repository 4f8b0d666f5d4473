import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, credentials } from '@grpc/grpc-js';
import { DEFAULT_COSTS, INDEPENDENT } from '@tiebreak/aggregation';
import { startAggregator } from '@tiebreak/aggregator-host';
import { music } from '@tiebreak/domain-music';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import { startReranker } from '@tiebreak/reranker-host';
import { startTracing } from '@tiebreak/telemetry';
import { fileURLToPath } from 'node:url';
import { goodRequest } from './good-request';

interface SentSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { key: string; value: { stringValue?: string } }[];
}
const SERVER = 2;
const CLIENT = 3;
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);
const request = { upstreamVersions: {}, ...goodRequest, requestId: 'traced' } as wire.ResolveRequest;

/** A collector that keeps what it is sent. */
async function startCollector(): Promise<{ server: Server; url: string; spans: SentSpan[] }> {
  const spans: SentSpan[] = [];
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
        resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[];
      };
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`, spans };
}

it('a request is one trace over all hops, whoever began it and by whatever transport', async () => {
  const collector = await startCollector();
  const endTraces = await startTracing({ service: 'test', url: collector.url, share: 0 });
  const model = fileURLToPath(new URL('../../music/model', import.meta.url));
  const reranker = await startReranker(music, { host: '127.0.0.1', port: 0, portVariable: 'none', model });
  const aggregator = await startAggregator({
    ...{ host: '127.0.0.1', port: 0, httpPort: 0, domainDeadlineMs: 10_000 },
    policy: { costs: DEFAULT_COSTS, joint: INDEPENDENT },
    registry: [{ domain: 'Music', address: `127.0.0.1:${reranker.port}`, fallback: { slope: 1, intercept: 0 } }],
  });
  const client = new Client(`127.0.0.1:${aggregator.port}`, credentials.createInsecure());
  const headers = { traceparent: `00-${TRACE}-${CALLER}-01` };
  await callUnary(client, resolve, request, { deadlineMs: 10_000, headers });
  await fetch(`http://127.0.0.1:${aggregator.httpPort}/v1/resolve`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: `00-${TRACE.replace('0', '1')}-${CALLER}-01` },
    body: JSON.stringify(request),
  });
  // Nobody asked for these to be traced, and the share is 0.
  await callUnary(client, resolve, request, { deadlineMs: 10_000 });
  client.close();
  await aggregator.close();
  await reranker.close();
  await endTraces();
  collector.server.close();

  expect(collector.spans).toHaveLength(6);
  for (const trace of [TRACE, TRACE.replace('0', '1')]) {
    const spans = collector.spans.filter(({ traceId }) => traceId === trace);
    const [resolved] = spans.filter(({ name }) => name.endsWith('Resolve'));
    const [called] = spans.filter(({ name, kind }) => name.endsWith('Rerank') && kind === CLIENT);
    const [served] = spans.filter(({ name, kind }) => name.endsWith('Rerank') && kind === SERVER);
    expect(resolved!.parentSpanId).toBe(CALLER);
    expect(called!.parentSpanId).toBe(resolved!.spanId);
    expect(served!.parentSpanId).toBe(called!.spanId);
    const said = Object.fromEntries(served!.attributes.map(({ key, value }) => [key, value.stringValue]));
    expect(said).toMatchObject({ 'tiebreak.request_id': 'traced', 'tiebreak.role': 'MODEL_ROLE_ACTIVE' });
  }
});
