import { SearchUnavailable, type SearchService } from '@tiebreak/search-pipeline';
import { DEADLINE_MS, startWith } from './started-search';

const TRANSPORTS = ['gRPC', 'HTTP'] as const;
const SECRET = 'dune of the secret garden';
const request = { requestId: 'r1', domain: 'Books', query: SECRET };
const never = (): Promise<never> => new Promise(() => undefined);
const fault = (): Promise<never> => {
  const cause = new Error(`fts5: syntax error near "${SECRET}"`);
  return Promise.reject(Object.assign(new TypeError(`cannot search ${SECRET}`, { cause }), { code: 'SQLITE_ERROR' }));
};

/** What the process wrote while something ran. */
async function logged(work: () => Promise<unknown>): Promise<string> {
  let text = '';
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    }),
  );
  await work();
  for (const spy of spies) spy.mockRestore();
  return text;
}

describe.each(TRANSPORTS)('a fault of the engine over %s', (transport) => {
  const ask = async (search: SearchService['search'], logQueries = 0) => {
    const { client, close } = await startWith({ search }, { logQueries });
    const answer = await client.ask(transport, 'Search', request);
    await close();
    return answer;
  };

  it('is told without its inside, and logged without what the user said', async () => {
    let answer: object = {};
    const log = await logged(async () => (answer = await ask(fault)));
    expect(answer).toMatchObject({
      status: transport === 'gRPC' ? 'INTERNAL' : 500,
      detail: transport === 'gRPC' ? 'internal error; the service log has it' : 'the service log has it',
    });
    expect(JSON.stringify(answer)).not.toContain('fts5');
    expect(log).toMatch(/TypeError \(SQLITE_ERROR\).*fault.*search-faults\.spec\.ts.*caused by Error/);
    expect(log).toContain('r1');
    expect(log).not.toContain('garden');
    expect(log).not.toContain('syntax error');
  });

  it('is logged with its message only where the settings say so', async () => {
    expect(await logged(() => ask(fault, 1))).toContain(`cannot search ${SECRET}`);
  });

  it('that thrown at once, not as a promise, is a fault too', async () => {
    const log = await logged(async () => {
      const answer = await ask(() => {
        throw new RangeError(SECRET);
      });
      expect(answer.status).toBe(transport === 'gRPC' ? 'INTERNAL' : 500);
    });
    expect(log).toContain('RangeError');
    expect(log).not.toContain('garden');
  });

  it('that will pass says to come back', async () => {
    const log = await logged(async () => {
      const answer = await ask(() => Promise.reject(new SearchUnavailable(`no index for ${SECRET}`)));
      expect(answer).toMatchObject({
        status: transport === 'gRPC' ? 'UNAVAILABLE' : 503,
        detail: 'the service cannot answer now; ask again a little later',
      });
    });
    expect(log).toContain('SearchUnavailable');
    expect(log).not.toContain('garden');
  });

  it('that keeps feedback from being stored is not acknowledged', async () => {
    const { client, close } = await startWith({
      recordFeedback: () => Promise.reject(new SearchUnavailable('no store')),
    });
    const event = { eventId: 'e', impressionId: 'i', entityId: 'b1', action: 'FEEDBACK_ACTION_LIKE' };
    await logged(async () => {
      const answer = await client.ask(transport, 'RecordFeedback', { events: [event] });
      expect(answer.status).toBe(transport === 'gRPC' ? 'UNAVAILABLE' : 503);
    });
    await close();
  });

  it('that never answers is over at the deadline', async () => {
    const start = performance.now();
    const answer = await ask(never);
    expect(answer).toMatchObject({
      status: transport === 'gRPC' ? 'DEADLINE_EXCEEDED' : 504,
      detail: `no answer within ${DEADLINE_MS} ms`,
    });
    expect(performance.now() - start).toBeGreaterThan(DEADLINE_MS - 20);
  });
});

describe('a search that is given up', () => {
  it('by its caller over gRPC, is told so to the engine', async () => {
    const { search, reason } = endless();
    const { client, close } = await startWith({ search }, { deadlineMs: 60_000 });
    const answer = await client.ask('gRPC', 'Search', request, { deadlineMs: 200 });
    expect(answer.status).toBe('DEADLINE_EXCEEDED');
    expect(await reason).toBeInstanceOf(Error);
    await close();
  });

  it('by its caller over HTTP, is told so to the engine', async () => {
    const { search, reason } = endless();
    const { client, close } = await startWith({ search }, { deadlineMs: 60_000 });
    const hurry = AbortSignal.timeout(200);
    const headers = { 'content-type': 'application/json' };
    const asked = client.callHttp('/v1/search', { headers, body: JSON.stringify(request), signal: hurry });
    await expect(asked).rejects.toThrow(/abort|timeout/i);
    expect(await reason).toMatchObject({ name: 'CallerGone' });
    await close();
  });

  it('by the deadline, can still answer with what it has', async () => {
    const { client, close } = await startWith({
      search: (asked, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            resolve({
              ...{ requestId: asked.requestId, impressionId: 'late', results: [], strategies: [] },
              ...{ jointPropensity: 1, policyVersion: '', rankerVersion: '' },
            });
          });
        }),
    });
    expect(await client.ask('HTTP', 'Search', request)).toMatchObject({ status: 200, body: { impressionId: 'late' } });
    await close();
  });
});

/** A search without an end, and why it was given up. */
function endless(): { search: SearchService['search']; reason: Promise<unknown> } {
  let tell: (reason: unknown) => void = () => undefined;
  const reason = new Promise((resolve) => (tell = resolve));
  const search: SearchService['search'] = (_request, signal) => {
    signal.addEventListener('abort', () => {
      tell(signal.reason);
    });
    return never();
  };
  return { search, reason };
}
