import { startTracing } from '@tiebreak/telemetry';
import { startTraceCollector } from '../src';
import { startWith } from './started-search';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const headers = { traceparent: `00-${TRACE}-${CALLER}-01` };

it('a request to the search service is a span of its caller, without words of the user', async () => {
  const collector = await startTraceCollector();
  const endTraces = await startTracing({ service: 'test', url: collector.url, share: 0 });
  const { client, close } = await startWith({ matchEntities: () => Promise.reject(new Error('the secret garden')) });
  const quiet = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const search = { requestId: 'r', domain: 'Books', query: 'the secret garden', userId: 'somebody' };
  const scores = { domain: 0.9, intent: 0.9, ner: 0.9 };
  const hypothesis = { id: 'h', domain: 'Books', intent: 'ReadBook', slots: [], scores, signals: {} };
  const event = { eventId: 'e', impressionId: 'i', entityId: 'b1' };
  await client.ask('gRPC', 'Search', search, { headers });
  await client.ask('HTTP', 'Search', search, { headers });
  await client.ask('gRPC', 'RecordFeedback', { events: [event] }, { headers });
  await client.ask('gRPC', 'MatchEntities', { hypotheses: [hypothesis] }, { headers });
  // Nobody asked for this one to be traced, and the share is 0.
  await client.ask('gRPC', 'Search', search);
  quiet.mockRestore();
  await close();
  await endTraces();
  collector.close();

  const { spans } = collector;
  expect(spans.map(({ name }) => name.replace('tiebreak.v1.SearchService/', ''))).toEqual([
    ...['Search', 'Search', 'RecordFeedback', 'MatchEntities'],
  ]);
  for (const { traceId, parentSpanId } of spans) expect([traceId, parentSpanId]).toEqual([TRACE, CALLER]);
  const said = spans.map(({ attributes }) => Object.fromEntries(attributes.map(({ key, value }) => [key, value])));
  expect(said[0]).toMatchObject({ 'tiebreak.request_id': { stringValue: 'r' } });
  expect(said[2]).toMatchObject({ 'tiebreak.events': { intValue: 1 } });
  expect(spans[3]!.status).toEqual({ code: 2, message: 'internal error; the service log has it' });
  expect(JSON.stringify(spans)).not.toMatch(/secret|somebody/);
});
