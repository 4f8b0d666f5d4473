import fc from 'fast-check';
import { badSearchValues } from './bad-search-values';
import { searchFor } from './good-search';
import { type Answer, type Transport, TRANSPORTS } from './search-client';
import { badSearchBytes, bytesOf, LEGAL_STATUSES, sendBytes } from './search-exchanges';
import { expectKnownAnswer, type SearchUnderTest } from './search-under-test';

/** Random requests tried over each transport. */
const RUNS = 100;

/** Every bad input over every transport that can carry it: it is refused by its field, and the next request is answered. */
export function describeBadInput(underTest: SearchUnderTest): void {
  const { client, domains, known } = underTest;
  const refusals = badSearchValues(known, domains).flatMap(({ inJsonAlone = false, ...bad }) =>
    TRANSPORTS.filter((transport) => transport === 'HTTP' || !inJsonAlone).map((transport) => ({ ...bad, transport })),
  );
  const exchanges = badSearchBytes(known);

  it.each(TRANSPORTS)('is tried with bad input in 25 ways or more over %s', (transport) => {
    const over = [...refusals, ...exchanges].filter((bad) => bad.transport === transport);
    expect(over.length).toBeGreaterThanOrEqual(25);
  });

  it.each(refusals)('$method over $transport refuses $title by its field', async (refusal) => {
    const { method, transport, request, wrong } = refusal;
    const answer = await client().ask(transport, method, request);
    expect(answer).toMatchObject({
      status: transport === 'HTTP' ? 400 : 'INVALID_ARGUMENT',
      detail: wrong
        .map(([field, expected, actual]) => `${field === '' ? 'input' : field}: expected ${expected}, got ${actual}`)
        .join('; '),
      violations: wrong.map(([field, expected, actual]) =>
        transport === 'HTTP'
          ? { field, expected, actual }
          : { field, description: `expected ${expected}, got ${actual}` },
      ),
    });
    expectProblemJson(answer, transport);
    await expectKnownAnswer(underTest, transport);
  });

  it.each(exchanges)('$transport stops $title with $status', async ({ transport, send, status, detail }) => {
    const answer = await send(client());
    expect(answer).toMatchObject({ status, detail: expect.stringContaining(detail) as string });
    expectProblemJson(answer, transport);
    await expectKnownAnswer(underTest, transport);
  });

  it.each(TRANSPORTS)('outlives random changes to the bytes of a good request over %s', async (transport) => {
    const good = bytesOf(transport, searchFor(known));
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const { status, detail } = await sendBytes(client(), transport, withChanges(good, changed));
        expect(LEGAL_STATUSES[transport]).toContain(status);
        // Bytes that do not decode are no fault of ours, and the only reason for this status.
        if (status === 'INTERNAL') expect(detail).toContain('deserializing');
      }),
      { numRuns: RUNS },
    );
    await expectKnownAnswer(underTest, transport);
  });
}

/** Bytes of a good request with some of them others: where, and what. */
const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 });

function withChanges(bytes: Buffer, changed: readonly (readonly [number, number])[]): Buffer {
  const copy = Buffer.from(bytes);
  for (const [place, byte] of changed) copy[place % copy.length] = byte;
  return copy;
}

/** RFC 9457. */
function expectProblemJson({ problem, status }: Answer, transport: Transport): void {
  if (transport === 'gRPC') return;
  expect(problem).toMatchObject({
    ...{ contentType: 'application/problem+json; charset=utf-8', type: 'about:blank', status },
    title: expect.stringMatching(/^[A-Z]/) as string,
  });
}
