import { ACCEPTED } from './accepted';
import { BAD_BYTES } from './bad-bytes';
import { BAD_VALUES } from './bad-values';
import { JSON_TYPE } from './exchanges';
import { entries, goodRequest, withHypothesis } from './good-request';
import { type Answer, encode, type Servers, startServers, type Target, TARGETS } from './servers';

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.close());

/** Every bad value at every service that can be sent it. */
const refusals = BAD_VALUES.flatMap(({ wrong, ...value }) =>
  TARGETS.flatMap((target) => (wrong[target] === undefined ? [] : [{ ...value, target, wrong: wrong[target] }])),
);

function ask(target: Target, message: unknown): Promise<Answer> {
  return target === 'HTTP'
    ? servers.callHttp('/v1/resolve', { headers: JSON_TYPE, body: JSON.stringify(message, likeProto3Json) })
    : servers.callGrpc(target, encode(target, message as object));
}

/** JSON has no NaN and no infinities; proto3 JSON writes them as strings. */
function likeProto3Json(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** The law that every test here ends with: what came before has not harmed the server. */
async function expectGoodAnswer(target: Target): Promise<void> {
  const { ranking } = await ask(target, goodRequest);
  expect(ranking).toEqual(servers.right);
}

describe('bad input over real sockets', () => {
  it('is tried in more than 35 ways', () => {
    expect(BAD_VALUES.length + BAD_BYTES.length).toBeGreaterThan(35);
  });

  it.each(refusals)('$target refuses $title by its field, and answers the next request', async (refusal) => {
    const { target, request, wrong } = refusal;
    const answer = await ask(target, request);
    expect(answer).toMatchObject({
      status: target === 'HTTP' ? 400 : 'INVALID_ARGUMENT',
      detail: wrong
        .map(([field, expected, actual]) => `${field === '' ? 'input' : field}: expected ${expected}, got ${actual}`)
        .join('; '),
      violations: wrong.map(([field, expected, actual]) =>
        target === 'HTTP' ? { field, expected, actual } : { field, description: `expected ${expected}, got ${actual}` },
      ),
    });
    expectProblemJson(answer, target);
    await expectGoodAnswer(target);
  });

  it.each(['Resolve', 'Rerank'] as const)(
    '%s names as many fields as trailers can carry, and counts the rest',
    async (target) => {
      const longName = (i: number): string => `${'\u6f22'.repeat(190)}${i}`;
      const { status, detail, violations } = await ask(target, withHypothesis({ signals: entries(20, NaN, longName) }));
      const violation = {
        field: `hypotheses[0].signals.${'\u6f22'.repeat(57)}...`,
        description: 'expected a finite number, got NaN',
      };
      expect(status).toBe('INVALID_ARGUMENT');
      expect(violations).toEqual(Array(6).fill(violation));
      expect(detail).toMatch(/; and 14 more$/);
      await expectGoodAnswer(target);
    },
  );

  it.each(BAD_BYTES)('$target stops $title with $status, and answers the next request', async (exchange) => {
    const { target, send, status, detail } = exchange;
    const answer = await send(servers);
    expect(answer).toMatchObject({ status, detail: expect.stringContaining(detail) as string });
    expectProblemJson(answer, target);
    await expectGoodAnswer(target);
  });

  it.each(ACCEPTED)('$target accepts $title, and answers as ever', async ({ send, status }) => {
    expect(await send(servers)).toMatchObject({ status, ranking: servers.right });
  });
});

function expectProblemJson({ problem, status }: Answer, target: Target): void {
  if (target !== 'HTTP') return;
  expect(problem).toMatchObject({
    contentType: 'application/problem+json; charset=utf-8',
    type: 'about:blank',
    title: TITLES.get(status),
    status,
  });
}

/** RFC 9457: the title of about:blank is the status's own phrase. */
const TITLES = new Map<string | number, string>([
  [400, 'Bad Request'],
  [404, 'Not Found'],
  [409, 'Conflict'],
  [413, 'Payload Too Large'],
  [415, 'Unsupported Media Type'],
  [501, 'Not Implemented'],
]);
