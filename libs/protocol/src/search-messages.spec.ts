import { nBestList } from '@tiebreak/arbitraries';
import type { SearchAnswer, SearchRequest } from '@tiebreak/search-pipeline';
import fc from 'fast-check';
import {
  proto3Json,
  readMatchEntitiesRequest,
  readMatchEntitiesResponse,
  readSearchRequest,
  toMatchEntitiesRequestMessage,
  toMatchEntitiesResponse,
  toSearchRequestMessage,
  toSearchResponse,
  wire,
} from './index';

const DOMAINS = ['Music', 'Books'];
const name = fc.string({ unit: 'grapheme', maxLength: 20 });
const request: fc.Arbitrary<SearchRequest> = fc
  .tuple(nBestList(DOMAINS), fc.record({ requestId: name, intent: name, userId: name, explain: fc.boolean() }))
  .chain(([{ hypotheses, context }, names]) =>
    fc.record({
      domain: fc.constantFrom(...DOMAINS),
      query: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((text) => `x${text}`),
      slots: fc.constant(hypotheses[0]!.slots),
      context: fc.constant(context),
      limit: fc.integer({ min: 1, max: 100 }),
      ...(Object.fromEntries(Object.entries(names).map(([key, value]) => [key, fc.constant(value)])) as object as {
        [Key in keyof typeof names]: fc.Arbitrary<(typeof names)[Key]>;
      }),
    }),
  );

describe('messages of the search service', () => {
  it('carry a search over the wire and through JSON unchanged', () => {
    fc.assert(
      fc.property(request, (sent) => {
        const bytes = wire.SearchRequest.encode(toSearchRequestMessage(sent)).finish();
        expect(readSearchRequest(wire.SearchRequest.decode(bytes), DOMAINS)).toEqual({ ok: true, value: sent });
        expect(readSearchRequest(JSON.parse(JSON.stringify(sent)), DOMAINS)).toEqual({ ok: true, value: sent });
      }),
    );
  });

  it('carry hypotheses to match unchanged, whatever their offsets', () => {
    fc.assert(
      fc.property(nBestList(DOMAINS), ({ hypotheses }) => {
        const message = toMatchEntitiesRequestMessage('r', hypotheses);
        const bytes = wire.MatchEntitiesRequest.encode(message).finish();
        expect(readMatchEntitiesRequest(wire.MatchEntitiesRequest.decode(bytes))).toEqual({
          ok: true,
          value: { requestId: 'r', hypotheses },
        });
      }),
    );
  });

  it('carry signals unchanged, and what breaks the contract is named', () => {
    fc.assert(
      fc.property(nBestList(DOMAINS), ({ hypotheses }) => {
        const matches = hypotheses.map(({ id, signals }) => ({ hypothesisId: id, signals }));
        const bytes = wire.MatchEntitiesResponse.encode(toMatchEntitiesResponse(matches)).finish();
        const answer = wire.MatchEntitiesResponse.decode(bytes);
        expect(readMatchEntitiesResponse(answer)).toEqual({ ok: true, value: matches });
      }),
    );
    const broken = { matches: [{ hypothesisId: 'h0', signals: { entity_match: NaN } }] };
    expect(readMatchEntitiesResponse(broken)).toMatchObject({
      violations: [{ field: 'matches[0].signals.entity_match', actual: 'NaN' }],
    });
  });

  it('carry an answer over the wire with the bits of its numbers, also those that JSON lacks', () => {
    const entity = { id: 'e', domain: 'Books', type: 'book', title: 'Dune', creator: 'Frank Herbert', year: 1965 };
    const answer: SearchAnswer = {
      ...{ requestId: 'r', impressionId: 'i', jointPropensity: 0.1 + 0.2, policyVersion: 'p', rankerVersion: 'q' },
      results: [
        {
          entity: { ...entity, popularity: 1 / 3, attributes: { language: 'en' } },
          ...{ score: -0.25, strategies: ['lexical', 'fuzzy'], position: 1 },
          contributions: [{ feature: 'year', value: NaN, logOdds: 0.5 }],
        },
      ],
      strategies: [
        ...[{ strategy: 'lexical', chosen: true, depth: 50, retrieved: 1, propensity: 0.7, latencyMs: 1.5, error: '' }],
      ],
    };
    const message = toSearchResponse(answer);
    expect(wire.SearchResponse.decode(wire.SearchResponse.encode(message).finish())).toEqual(answer);
    expect(JSON.parse(proto3Json(message))).toMatchObject({
      results: [{ contributions: [{ feature: 'year', value: 'NaN' }] }],
      jointPropensity: 0.1 + 0.2,
    });
  });

  it('have a limit of 10 when nothing is said, and no longer utterance to hold their slots', () => {
    const slots = [{ name: 'title', value: 'dune', start: 500, end: 504 }];
    expect(readSearchRequest({ domain: 'Books', slots }, DOMAINS)).toMatchObject({
      ok: true,
      value: { limit: 10, query: '', slots: [{ start: 500, end: 504 }] },
    });
  });
});
