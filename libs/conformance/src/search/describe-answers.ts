import { wire } from '@tiebreak/protocol';
import { hypothesisOf, many, searchFor, slot } from './good-search';
import { JSON_TYPE, PATHS, TRANSPORTS } from './search-client';
import { answered, expectKnownAnswer, found, type SearchUnderTest } from './search-under-test';

/** What the contract says of answers to good requests. */
export function describeAnswers(underTest: SearchUnderTest): void {
  const { client, known, domains } = underTest;

  describe.each(TRANSPORTS)('over %s', (transport) => {
    const search = async (changes: object): Promise<wire.SearchResponse> =>
      answered('Search', await client().ask(transport, 'Search', { ...searchFor(known), ...changes }));

    it('finds what is known, in its domain, at positions from 1 on, nothing twice', async () => {
      await expectKnownAnswer(underTest, transport);
      const { requestId, impressionId, results } = await search({ limit: 100 });
      expect(requestId).toBe('request-1');
      expect(impressionId).not.toBe('');
      expect(results.map(({ position }) => position)).toEqual(results.map((_, i) => i + 1));
      expect(new Set(results.map(({ entity }) => entity!.id)).size).toBe(results.length);
      for (const { entity, strategies, score, contributions } of results) {
        expect(entity!.domain).toBe(known.domain);
        expect(strategies.length).toBeGreaterThan(0);
        expect(Number.isFinite(score)).toBe(true);
        expect(contributions).toEqual([]);
      }
    });

    it('has the fields of the contract and no others', async () => {
      const answer = await search({});
      expect(wire.SearchResponse.decode(wire.SearchResponse.encode(answer).finish())).toEqual(answer);
    });

    it('says what each strategy did, with probabilities that it was taken so', async () => {
      const { strategies, jointPropensity, results } = await search({});
      expect(jointPropensity).toBeGreaterThan(0);
      expect(jointPropensity).toBeLessThanOrEqual(1);
      for (const { chosen, depth, retrieved, propensity } of strategies) {
        expect(propensity).toBeGreaterThanOrEqual(jointPropensity * (1 - 1e-9));
        expect(propensity).toBeLessThanOrEqual(1);
        expect(chosen).toBe(depth > 0);
        expect(retrieved).toBeLessThanOrEqual(depth);
      }
      const ran = strategies.filter(({ chosen }) => chosen).map(({ strategy }) => strategy);
      for (const { strategies: sources } of results) expect(ran).toEqual(expect.arrayContaining([...sources]));
    });

    it('gives as many results as are asked for at most, and 10 when nothing is said', async () => {
      expect((await search({ limit: 1 })).results).toHaveLength(1);
      expect((await search({ limit: 0 })).results.length).toBeLessThanOrEqual(10);
    });

    it('gives a request without an id one of its own', async () => {
      const ids = [await search({ requestId: '' }), await search({ requestId: '' })].map(({ requestId }) => requestId);
      expect(ids).not.toContain('');
      expect(ids[0]).not.toBe(ids[1]);
    });

    it('takes slots alone', async () => {
      const slots = [{ ...slot, name: 'title', value: known.query }];
      expect((await search({ query: '', slots })).impressionId).not.toBe('');
    });

    it('serves each of its domains', async () => {
      for (const domain of domains) expect((await search({ domain })).impressionId).not.toBe('');
    });

    it('takes a query of exactly 1,000 characters', async () => {
      expect((await search({ query: known.query.padEnd(1_000, ' x') })).impressionId).not.toBe('');
    });

    it('matches hypotheses in their order, of domains that it does not have too', async () => {
      const hypotheses = many(256, (i) => {
        const domain = i % 4 === 0 ? known.domain : `Domain ${i % 4}`;
        return hypothesisOf(known, { id: `h${i}`, domain });
      });
      const answer = await client().ask(transport, 'MatchEntities', { hypotheses });
      const { matches } = answered('MatchEntities', answer);
      expect(matches.map(({ hypothesisId }) => hypothesisId)).toEqual(many(256, (i) => `h${i}`));
      for (const { signals } of matches)
        expect(Object.values(signals).filter((signal) => !Number.isFinite(signal))).toEqual([]);
    });
  });

  it('takes original field names and numbers as strings over HTTP', async () => {
    const { domain, query } = known;
    const body = JSON.stringify({ request_id: 'r', user_id: 'u', domain, query, limit: '100', unknown: { field: 1 } });
    expect(found(await client().callHttp(PATHS.Search, { headers: JSON_TYPE, body }))).toContain(known.entityId);
  });
}
