import { clickOf, searchFor, slot } from './good-search';
import { HOSTILE_TEXTS } from './hostile-texts';
import { TRANSPORTS } from './search-client';
import { answered, expectKnownAnswer, found, type SearchUnderTest } from './search-under-test';

/** Text that a parser could trip over is text: it is answered, and changes nothing. */
export function describeHostileText(underTest: SearchUnderTest): void {
  const { client, known } = underTest;
  const cases = TRANSPORTS.flatMap((transport) => HOSTILE_TEXTS.map(([title, text]) => ({ title, text, transport })));

  it.each(cases)('searches over $transport for $title as for any words', async ({ text, transport }) => {
    const answer = await client().ask(transport, 'Search', searchFor(known, { query: text }));
    const { results } = answered('Search', answer);
    expect(results.filter(({ entity }) => entity!.domain !== known.domain)).toEqual([]);
    await expectKnownAnswer(underTest, transport);
  });

  it.each(cases)('takes $title over $transport in every other field that holds text', async ({ text, transport }) => {
    const name = text.slice(0, 200);
    const changes = {
      ...{ requestId: name, userId: name, intent: name, slots: [{ ...slot, name, value: text, entityId: name }] },
      context: { device: name, attributes: { [name]: text } },
    };
    const answer = await client().ask(transport, 'Search', searchFor(known, changes));
    expect(answered('Search', answer).requestId).toBe(name);
    const recorded = await client().ask(transport, 'RecordFeedback', { events: [clickOf(name, name, name)] });
    // A store may take such an id or refuse it by name.
    for (const { reason } of answered('RecordFeedback', recorded).rejected)
      expect(reason).toMatch(/^(eventId|impressionId|entityId): expected /);
    await expectKnownAnswer(underTest, transport);
  });

  it.each(TRANSPORTS)('finds over %s what is asked for with invisible characters in it', async (transport) => {
    const query = known.query.replace(/(?<=.)/gu, '\u200b');
    expect(found(await client().ask(transport, 'Search', searchFor(known, { query, limit: 100 })))).toContain(
      known.entityId,
    );
  });
}
