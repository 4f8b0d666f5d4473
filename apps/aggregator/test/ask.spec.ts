import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { type ServiceError, status } from '@grpc/grpc-js';
import type { LabelledUtterance } from '@tiebreak/interpretation';
import { wire } from '@tiebreak/protocol';
import { detailsOf, fieldViolations } from '@tiebreak/protocol/grpc';
import {
  type AskingServers,
  type AskingWorld,
  failureOf,
  LINES,
  startAsking,
  startSearch,
  SURE,
} from './asking-servers';

const [LINE] = LINES as [LabelledUtterance];
const WORDS = 'play mary poppins';

let search: Awaited<ReturnType<typeof startSearch>>;
beforeAll(async () => {
  search = await startSearch();
});
afterAll(async () => {
  await search.close();
});

describe('asking by words', () => {
  let servers: AskingServers;
  beforeAll(async () => {
    servers = await startAsking({ lines: [LINE, SURE], search: search.address });
  });
  afterAll(async () => {
    await servers.close();
  });

  it('answers with the resolution of the hypotheses that the NLU gave, under one id', async () => {
    const { requestId, resolution, hops } = await servers.askOverGrpc({ utterance: WORDS, context: LINE.context });
    const ids = resolution!.ranked.map(({ hypothesis }) => hypothesis!.domain).sort();
    expect(ids).toEqual(LINE.hypotheses.map(({ domain }) => domain).sort());
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect([resolution!.requestId, servers.nlu.asked.at(-1)!.requestId]).toEqual([requestId, requestId]);
    expect(hops.map(({ hop, error }) => [hop, error]).slice(0, 2)).toEqual([
      ['nlu', ''],
      ['resolve', ''],
    ]);
  });

  it('answers with entities of what was decided, over HTTP as over gRPC', async () => {
    const request = { requestId: 'r', utterance: SURE.utterance, userId: 'u', explain: true };
    const grpc = await servers.askOverGrpc(request);
    expect(grpc.resolution!.decision!.kind).toMatch(/_(ACT|CONFIRM)$/);
    expect(grpc.search!.results[0]!.entity).toMatchObject({ domain: 'Music', title: 'Thriller', type: 'album' });
    expect(grpc.search!.results[0]!.contributions.length).toBeGreaterThan(0);
    expect(grpc.search!.requestId).toBe('r');
    expect(grpc.hops.map(({ hop }) => hop)).toEqual(['nlu', 'resolve', 'search']);
    const response = await servers.post('/v1/ask', request);
    expect(response.status).toBe(200);
    const http = (await response.json()) as wire.AskResponse;
    expect(http.resolution!.ranked).toEqual(JSON.parse(JSON.stringify(grpc.resolution!.ranked)));
    const titles = ({ search: found }: wire.AskResponse): unknown => found!.results.map(({ entity }) => entity!.id);
    expect(titles(http)).toEqual(titles(grpc));
  });

  it('hands over when the NLU understands nothing', async () => {
    const { resolution, search: found, hops } = await servers.askOverGrpc({ utterance: 'what a day' });
    expect(resolution).toMatchObject({ ranked: [], decision: { kind: 'DECISION_KIND_REJECT', options: [] } });
    expect(found).toBeUndefined();
    expect(hops).toHaveLength(2);
  });

  it('finds the option that a user chose, and takes what was done with it, through one origin', async () => {
    const chosen = { domain: 'Music', slots: [{ name: 'object_name', value: 'mary poppins' }], limit: 3 };
    const found = (await (await servers.post('/v1/search', chosen)).json()) as wire.SearchResponse;
    const [first] = found.results;
    const event = { eventId: 'e1', impressionId: found.impressionId, entityId: first!.entity!.id };
    const events = [
      { ...event, action: 'FEEDBACK_ACTION_PLAY', value: 12 },
      { ...event, eventId: 'e2', action: 'FEEDBACK_ACTION_SING' },
    ];
    const receipt = await (await servers.post('/v1/feedback', { events })).json();
    expect(receipt).toMatchObject({ accepted: 1, duplicates: 0, orphaned: 0, rejected: [{ eventId: 'e2' }] });
    expect(await (await servers.post('/v1/feedback', { events })).json()).toMatchObject({ accepted: 0, duplicates: 1 });
    const direct = await fetch(`http://127.0.0.1:${search.httpPort}/v1/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    });
    expect(await direct.json()).toMatchObject({ duplicates: 1 });
  });

  it.each([
    ['/v1/ask', { utterance: '' }, 'utterance'],
    ['/v1/ask', { utterance: 'x'.repeat(1_001) }, 'utterance'],
    ['/v1/ask', { utterance: 'x', userId: 7 }, 'userId'],
    ['/v1/ask', { utterance: 'x', context: { device: [] } }, 'context.device'],
    ['/v1/search', { domain: 'Weather', query: 'rain' }, 'domain'],
    ['/v1/feedback', { events: [] }, 'events'],
  ])('%s of %j is refused, and names %s', async (route, body, field) => {
    const response = await servers.post(route, body);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { errors: { field: string }[] }).errors[0]!.field).toBe(field);
  });

  it('names the field that is wrong over gRPC too', async () => {
    const failure = await failureOf(servers.askOverGrpc({}));
    expect(status[failure.code]).toBe('INVALID_ARGUMENT');
    expect(fieldViolations(failure.metadata)[0]!.field).toBe('utterance');
  });

  it('measures asks and their hops, and counts their decisions', async () => {
    const metrics = async (): Promise<string> => (await fetch(`http://127.0.0.1:${servers.adminPort}/metrics`)).text();
    const countOf = (text: string, series: string): number =>
      Number(new RegExp(`^${series.replace(/[{}]/g, '\\$&')} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
    const series = [
      'tiebreak_ask_duration_seconds_count{transport="grpc"}',
      'tiebreak_ask_hop_duration_seconds_count{hop="nlu",outcome="answered"}',
      'tiebreak_resolve_decisions_total{decision="reject"}',
    ];
    const before = await metrics();
    await servers.askOverGrpc({ utterance: 'what a day' });
    const after = await metrics();
    for (const name of series) expect(countOf(after, name)).toBe(countOf(before, name) + 1);
  });
});

describe('asking when something is missing', () => {
  let servers: AskingServers | undefined;
  let silent: Server | undefined;
  const sockets = new Set<Socket>();
  const start = async (world: AskingWorld): Promise<AskingServers> => (servers = await startAsking(world));
  afterEach(async () => {
    await servers?.close();
    silent?.close();
    for (const socket of sockets) socket.destroy();
    servers = silent = undefined;
  });

  it('without an NLU or a search service names the variable that is not set', async () => {
    const { askOverGrpc, post } = await start({ withoutNlu: true });
    const failure = await failureOf(askOverGrpc({ utterance: WORDS }));
    expect(status[failure.code]).toBe('FAILED_PRECONDITION');
    expect(failure.details).toBe('TIEBREAK_NLU: expected the address of an NLU, got nothing');
    const problem = async (route: string, body: object): Promise<unknown> => (await post(route, body)).json();
    expect(await problem('/v1/ask', { utterance: WORDS })).toMatchObject({ status: 409, detail: failure.details });
    for (const route of ['/v1/search', '/v1/feedback'])
      expect(await problem(route, {})).toMatchObject({
        ...{ status: 409, title: 'Conflict' },
        detail: expect.stringContaining('TIEBREAK_SEARCH') as unknown,
      });
  });

  it('without a search service answers with the resolution alone', async () => {
    const { askOverGrpc } = await start({ lines: [SURE] });
    const { resolution, search, hops } = await askOverGrpc({ utterance: SURE.utterance });
    expect(resolution!.ranked).toHaveLength(1);
    expect(search).toBeUndefined();
    expect(hops.map(({ hop }) => hop)).toEqual(['nlu', 'resolve']);
  });

  it('resolves hypotheses with the signals of the catalogues, when they are matched', async () => {
    const matched = await start({ lines: [SURE], match: search.address });
    const { resolution, hops } = await matched.askOverGrpc({ utterance: SURE.utterance });
    await matched.close();
    expect(hops.map(({ hop, error }) => [hop, error])).toEqual([
      ['nlu', ''],
      ['match', ''],
      ['resolve', ''],
    ]);
    const [top] = resolution!.ranked;
    expect(top!.hypothesis!.signals).toMatchObject({ entity_match: 1, entity_misnamed: 0, entity_together: 1 });
    const { askOverGrpc } = await start({ lines: [SURE] });
    const [unmatched] = (await askOverGrpc({ utterance: SURE.utterance })).resolution!.ranked;
    expect(unmatched!.hypothesis!.signals).toEqual({});
    // A model that names no signal does not see them.
    expect(top!.score).toBe(unmatched!.score);
  });

  it('resolves without signals when the catalogues are down, and says so', async () => {
    const { askOverGrpc } = await start({ lines: [SURE], match: '127.0.0.1:1' });
    const { resolution, hops } = await askOverGrpc({ utterance: SURE.utterance });
    expect(resolution!.ranked[0]!.hypothesis!.signals).toEqual({});
    expect(hops[1]).toMatchObject({ hop: 'match', error: 'the service cannot be reached' });
  });

  it('keeps the resolution when the search service is down, and says so', async () => {
    const { askOverGrpc, post } = await start({ lines: [SURE], search: '127.0.0.1:1' });
    const { resolution, search, hops } = await askOverGrpc({ utterance: SURE.utterance });
    expect(resolution!.decision!.options).toHaveLength(1);
    expect(search).toBeUndefined();
    expect(hops[2]).toMatchObject({ hop: 'search', error: 'the service cannot be reached' });
    const event = { eventId: 'e', impressionId: 'i', entityId: 'x', action: 'FEEDBACK_ACTION_LIKE' };
    const feedback = await post('/v1/feedback', { events: [event] });
    expect(feedback.status).toBe(503);
    expect(await feedback.json()).toMatchObject({ detail: 'search: the service cannot be reached' });
  });

  it('keeps the resolution when the search service says nothing, within the deadline', async () => {
    silent = createServer((socket) => sockets.add(socket.on('error', () => undefined).resume())).listen(0, '127.0.0.1');
    await new Promise((listening) => silent!.once('listening', listening));
    const address = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const { askOverGrpc } = await start({ lines: [SURE], search: address });
    const { resolution, hops } = await askOverGrpc({ utterance: SURE.utterance }, 2_000);
    expect(resolution!.ranked).toHaveLength(1);
    expect(hops[2]!.error).toMatch(/^no answer within \d+ ms$/);
    expect(hops.reduce((sum, { latencyMs }) => sum + latencyMs, 0)).toBeLessThan(2_000);
  });

  it('fails when the NLU is down, and tells the hops all the same', async () => {
    const { askOverGrpc, post, nlu } = await start({});
    nlu.close();
    const failure = await failureOf(askOverGrpc({ requestId: 'r', utterance: WORDS }));
    expect([status[failure.code], failure.details]).toEqual(['UNAVAILABLE', 'nlu: the service cannot be reached']);
    const [detail] = detailsOf(failure.metadata, 'type.googleapis.com/tiebreak.v1.AskResponse');
    const told = wire.AskResponse.decode(detail!);
    expect(told).toMatchObject({ requestId: 'r', hops: [{ hop: 'nlu', error: 'the service cannot be reached' }] });
    const response = await post('/v1/ask', { requestId: 'r', utterance: WORDS });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      detail: 'nlu: the service cannot be reached',
      ...{ requestId: 'r', hops: [{ hop: 'nlu' }] },
    });
  });

  it('fails in time when the NLU is late, since words alone cannot be resolved', async () => {
    const { askOverGrpc, post } = await start({ answer: () => new Promise(() => undefined), deadlineMs: 1_000 });
    const failure = await failureOf(askOverGrpc({ utterance: WORDS }));
    expect([status[failure.code], failure.details]).toEqual(['DEADLINE_EXCEEDED', 'nlu: no answer within 600 ms']);
    expect((await post('/v1/ask', { utterance: WORDS })).status).toBe(504);
  });

  it('leaves an NLU alone that was late several times in a row, but not for callers in a hurry', async () => {
    let slowMs = 5_000;
    const { askOverGrpc } = await start({
      answer: async (usual) => {
        await new Promise((done) => setTimeout(done, slowMs));
        return usual;
      },
      deadlineMs: 1_000,
    });
    const said = async (deadlineMs: number): Promise<string> =>
      (await failureOf(askOverGrpc({ utterance: WORDS }, deadlineMs))).details;
    for (let i = 0; i < 6; i++) expect(await said(300)).not.toContain('left alone');
    for (let i = 0; i < 5; i++) expect(await said(20_000)).toBe('nlu: no answer within 600 ms');
    // On a busy machine a pause may be over before the next call, which is then a probe.
    const next: string[] = [];
    for (let i = 0; i < 8; i++) next.push(await said(20_000));
    expect(next).toContain('nlu: the service failed several times in a row and is left alone for now');
    slowMs = 0;
    // It is tried again within a second; on a busy machine a try may come late once more.
    const answers: string[] = [];
    for (let i = 0; i < 10 && !answers.includes('answered'); i++) {
      await new Promise((done) => setTimeout(done, 1_000));
      answers.push(
        await askOverGrpc({ utterance: WORDS }).then(
          () => 'answered',
          (error: unknown) => (error as ServiceError).details,
        ),
      );
    }
    expect(answers).toContain('answered');
  });

  it('believes no NLU that breaks the contract', async () => {
    const { askOverGrpc } = await start({
      answer: ({ requestId, hypotheses }) =>
        Promise.resolve({
          requestId,
          hypotheses: hypotheses.map((each) => ({ ...each, scores: { domain: 1.5, intent: 0.5, ner: 0.5 } })),
        }),
    });
    const failure = await failureOf(askOverGrpc({ utterance: WORDS }));
    expect(failure.details).toBe(
      'nlu: the answer breaks the contract: hypotheses[0].scores.domain: expected a probability in [0, 1], got 1.5; and 7 more',
    );
  });
});
