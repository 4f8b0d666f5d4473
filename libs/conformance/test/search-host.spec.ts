import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startSearchHost } from '@tiebreak/search-host';
import { startServiceProcess } from '@tiebreak/service-host';
import { SearchClient } from '../src';
import { LOCAL, startWith } from './started-search';
import { ENTITIES, SubstringSearch } from './substring-search';

const request = { requestId: 'r1', domain: 'Books', query: 'dune' };
const RUNNER = join(__dirname, '../../../tools/run-typescript.js');

describe('the host of a search service', () => {
  it('measures requests, strategies, results and feedback, and shows them on its admin address', async () => {
    const { host, client, close } = await startWith({});
    const { body } = await client.ask('gRPC', 'Search', request);
    const event = { eventId: 'e', impressionId: body.impressionId, entityId: 'b1', action: 'FEEDBACK_ACTION_LIKE' };
    const bad = { ...event, eventId: 'f', entityId: '' };
    await client.ask('HTTP', 'RecordFeedback', { events: [event, event, bad] });
    await client.ask('HTTP', 'Search', { ...request, query: '' });
    const page = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${host.adminPort!}${path}`);
    expect(await (await page('/health')).json()).toEqual({ status: 'SERVING' });
    const text = await (await page('/metrics')).text();
    for (const line of [
      'tiebreak_search_requests_total{method="Search",transport="grpc",outcome="answered"} 1',
      'tiebreak_search_requests_total{method="Search",transport="http",outcome="refused"} 1',
      'tiebreak_search_requests_total{method="RecordFeedback",transport="http",outcome="answered"} 1',
      'tiebreak_search_duration_seconds_count{method="Search",transport="grpc"} 1',
      'tiebreak_search_results_bucket{le="2",domain="Books"} 1',
      'tiebreak_search_results_bucket{le="1",domain="Books"} 0',
      'tiebreak_search_strategy_duration_seconds_count{domain="Books",strategy="substring"} 1',
      'tiebreak_search_strategy_errors_total{domain="Books",strategy="substring"} 0',
      'tiebreak_feedback_events_total{outcome="accepted"} 1',
      'tiebreak_feedback_events_total{outcome="duplicate"} 1',
      'tiebreak_feedback_events_total{outcome="rejected"} 1',
    ])
      expect(text).toContain(`${line}\n`);
    expect(text).not.toContain('strategy="idle"');
    await close();
  });

  it('describes its HTTP side, and says whether it is ready', async () => {
    const { host, close } = await startWith({});
    const page = async (path: string): Promise<unknown> =>
      (await fetch(`http://127.0.0.1:${host.httpPort}${path}`)).json();
    const { paths, components } = (await page('/docs-json')) as { paths: object; components: { schemas: object } };
    expect(Object.keys(paths)).toEqual(['/v1/search', '/v1/feedback', '/v1/match', '/healthz', '/readyz']);
    expect(components.schemas).toMatchObject({
      FeedbackEvent: { properties: { occurredAt: { type: 'string', format: 'date-time' } } },
    });
    expect(await page('/readyz')).toEqual({ status: 'ready' });
    await close();
  });

  it('writes what JSON has no number for as proto3 JSON does', async () => {
    const { client, close } = await startWith({});
    const { body } = await client.ask('HTTP', 'Search', { ...request, explain: true, limit: 1 });
    expect(body).toMatchObject({ results: [{ contributions: [{ feature: 'clicks', value: 'NaN', logOdds: 0.5 }] }] });
    await close();
  });

  it('names the variable of a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => taken.once('listening', listening));
    const { port } = taken.address() as AddressInfo;
    const settings = { ...LOCAL, httpPort: port, deadlineMs: 100, logQueries: 0 };
    const service = new SubstringSearch(ENTITIES);
    const quiet = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    await expect(startSearchHost({ settings, service })).rejects.toThrow('TIEBREAK_SEARCH_HTTP_PORT');
    quiet.mockRestore();
    taken.close();
  });

  it('answers what is in flight when it closes, and closes its engine after that', async () => {
    const service = await startServiceProcess('search', [RUNNER, join(__dirname, 'slow-main.ts')], {
      ...{ TIEBREAK_SEARCH_PORT: '0', TIEBREAK_SEARCH_HTTP_PORT: '0', TIEBREAK_SEARCH_ADMIN_PORT: '0' },
    });
    const [port, httpPort] = service.ports as [number, number];
    const client = new SearchClient({ port, httpPort });
    await client.ask('gRPC', 'Search', request);
    const asked = (['gRPC', 'HTTP'] as const).map((transport) => client.ask(transport, 'Search', request));
    await new Promise((done) => setTimeout(done, 100));
    await service.stop('SIGTERM');
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(['OK', 200]);
    client.close();
  });
});
