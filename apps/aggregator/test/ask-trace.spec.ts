import { startTraceCollector } from '@tiebreak/conformance';
import { startTracing } from '@tiebreak/telemetry';
import { startAsking, startSearch, SURE } from './asking-servers';

describe('the trace of an ask', () => {
  it('has every hop under the ask, in this process and in others', async () => {
    const search = await startSearch();
    const collector = await startTraceCollector();
    const endTraces = await startTracing({ service: 'test', url: collector.url, share: 0 });
    const servers = await startAsking({ lines: [SURE], search: search.address, match: search.address });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
    await servers.askOverGrpc({ utterance: SURE.utterance }, 20_000, { traceparent });
    await servers.close();
    await search.close();
    await endTraces();
    collector.close();

    const spans = collector.spans.filter((span) => span.traceId === traceId);
    const SERVER = 2;
    const CLIENT = 3;
    const span = (name: string, kind?: number) =>
      spans.find((each) => each.name.endsWith(name) && (kind === undefined || each.kind === kind))!;
    const root = span('/Ask', SERVER);
    expect(root.parentSpanId).toBe('b7ad6b7169203331');
    expect(span('/Interpret', CLIENT).parentSpanId).toBe(root.spanId);
    expect(span('/MatchEntities', CLIENT).parentSpanId).toBe(root.spanId);
    expect(span('/MatchEntities', SERVER).parentSpanId).toBe(span('/MatchEntities', CLIENT).spanId);
    expect(span('resolve').parentSpanId).toBe(root.spanId);
    expect(span('/Rerank', CLIENT).parentSpanId).toBe(span('resolve').spanId);
    expect(span('/Rerank', SERVER).parentSpanId).toBe(span('/Rerank', CLIENT).spanId);
    expect(span('/Search', CLIENT).parentSpanId).toBe(root.spanId);
    expect(span('/Search', SERVER).parentSpanId).toBe(span('/Search', CLIENT).spanId);
  });
});
