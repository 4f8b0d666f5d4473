import { status } from '@grpc/grpc-js';
import { createSearchClient, InvalidRequestError, type SearchClient } from '@tiebreak/client';
import { SearchUnavailable } from '@tiebreak/search-pipeline';
import { startWith } from './started-search';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

/** A client of a search service, some of whose operations are others. */
async function clientOf(changes: Parameters<typeof startWith>[0] = {}): Promise<SearchClient> {
  const service = await startWith(changes, { deadlineMs: 2_000 });
  const client = createSearchClient({ address: `127.0.0.1:${service.host.port}`, deadlineMs: 5_000 });
  opened.push(service, client);
  return client;
}

describe('a client that searches', () => {
  it('finds by words and by slots, best first', async () => {
    const client = await clientOf();
    for (const asked of [{ query: 'dune' }, { slots: [{ name: 'title', value: 'dune' }] }]) {
      const { results, impressionId } = await client.search({ domain: 'Books', ...asked });
      expect(results.map(({ entity }) => entity!.title)).toEqual(['Dune', 'Dune Messiah']);
      expect(impressionId).not.toBe('');
    }
    expect((await client.search({ domain: 'Books', query: 'dune', limit: 1 })).results).toHaveLength(1);
  });

  it.each([
    ['neither words nor slots', { domain: 'Books' }, ['query']],
    ['no domain, and too many results', { domain: '', query: 'x', limit: 101 }, ['domain', 'limit']],
  ])('is refused before it asks: %s', async (_, request, fields) => {
    let asked = 0;
    const client = await clientOf({ search: () => Promise.reject(new Error(`asked ${++asked}`)) });
    const error = await client.search(request).catch((thrown: unknown) => thrown as InvalidRequestError);
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect((error as InvalidRequestError).violations.map(({ field }) => field)).toEqual(fields);
    expect(asked).toBe(0);
  });

  it('is told by the service which domains there are', async () => {
    const client = await clientOf();
    await expect(client.search({ domain: 'Games', query: 'dune' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      violations: [{ field: 'domain', actual: 'Games' }],
    });
  });

  it('asks again when the service cannot answer for a moment', async () => {
    let asked = 0;
    const client = await clientOf({
      matchEntities: () => Promise.resolve([]),
      recordFeedback: (events) =>
        ++asked < 3
          ? Promise.reject(new SearchUnavailable('locked'))
          : Promise.resolve({ accepted: events.length, duplicates: 0, orphaned: 0, capped: 0, rejected: [] }),
    });
    const event = { eventId: 'e', impressionId: 'i', entityId: 'x', action: 'FEEDBACK_ACTION_PLAY' } as const;
    await expect(client.recordFeedback([event])).resolves.toMatchObject({ accepted: 1 });
    expect(asked).toBe(3);
  });
});

describe('a client that tells what users did', () => {
  const liked = { entityId: 'dune', action: 'FEEDBACK_ACTION_LIKE' } as const;

  it('has each event count once, and learns what became of all of them', async () => {
    const client = await clientOf();
    const { impressionId } = await client.search({ domain: 'Books', query: 'dune' });
    const events = [
      { ...liked, eventId: 'a', impressionId, value: 1, occurredAt: '2026-01-31T12:00:00Z' },
      { ...liked, eventId: 'b', impressionId: 'unknown' },
      { ...liked, eventId: 'c', impressionId, value: -1 },
    ];
    expect(await client.recordFeedback(events)).toEqual({
      ...{ accepted: 1, duplicates: 0, orphaned: 1, capped: 0 },
      rejected: [{ eventId: 'c', reason: 'value: expected a finite number, 0 or more, got -1' }],
    });
    expect(await client.recordFeedback(events.slice(0, 1))).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  it('does not send what is wrong in itself', async () => {
    let sent = 0;
    const client = await clientOf({ recordFeedback: () => Promise.reject(new Error(`sent ${++sent}`)) });
    const wrong = { ...liked, eventId: 'a', impressionId: '' };
    expect(await client.recordFeedback([wrong])).toMatchObject({ accepted: 0, rejected: [{ eventId: 'a' }] });
    await expect(client.recordFeedback([])).rejects.toMatchObject({ violations: [{ field: 'events' }] });
    await expect(client.recordFeedback([{ ...wrong, eventId: '' }])).rejects.toThrow(InvalidRequestError);
    expect(sent).toBe(0);
  });

  it('fails as the service does, once, when that is no use to repeat', async () => {
    const client = await clientOf({ recordFeedback: () => Promise.reject(new Error('a fault')) });
    const event = { ...liked, eventId: 'a', impressionId: 'i' };
    await expect(client.recordFeedback([event])).rejects.toMatchObject({
      code: 'INTERNAL',
      cause: { code: status.INTERNAL },
    });
  });
});
