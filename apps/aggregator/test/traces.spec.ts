import { Client, credentials } from '@grpc/grpc-js';
import { DEFAULT_COSTS, INDEPENDENT } from '@tiebreak/aggregation';
import { startAggregator } from '@tiebreak/aggregator-host';
import { startTraceCollector } from '@tiebreak/conformance';
import { music } from '@tiebreak/domain-music';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import { startReranker } from '@tiebreak/reranker-host';
import { startTracing } from '@tiebreak/telemetry';
import { fileURLToPath } from 'node:url';
import { goodRequest } from './good-request';

const SERVER = 2;
const CLIENT = 3;
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const { resolve } = toGrpcService(wire.AggregatorServiceDefinition);
const request = { upstreamVersions: {}, ...goodRequest, requestId: 'traced' } as wire.ResolveRequest;

it('a request is one trace over all hops, whoever began it and by whatever transport', async () => {
  const collector = await startTraceCollector();
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
  collector.close();

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
