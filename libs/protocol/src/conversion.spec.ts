import { nBestList } from '@tiebreak/arbitraries';
import { probability, type RankedHypothesis } from '@tiebreak/interpretation';
import fc from 'fast-check';
import {
  fromRerankResponse,
  readRerankRequest,
  readResolveRequest,
  toRerankRequestMessage,
  toRerankResponse,
  toResolveRequestMessage,
  wire,
} from './index';
import { fieldViolations, invalidArgument } from './grpc';

const model = {
  domain: 'Music',
  version: '1.2.3',
  digest: 'sha256:00',
  featureFingerprint: 'ff',
  role: 'canary' as const,
};
const overTheWire = <T>(
  codec: { encode(message: T): { finish(): Uint8Array }; decode(bytes: Uint8Array): T },
  message: T,
): T => codec.decode(codec.encode(message).finish());

describe('messages', () => {
  it('carry a rerank request over the wire unchanged', () => {
    fc.assert(
      fc.property(nBestList(['Music']), (list) => {
        const request = { ...list, requestId: 'r', explain: true, upstreamVersion: '2' };
        const reading = readRerankRequest(overTheWire(wire.RerankRequest, toRerankRequestMessage(request)), 'Music');
        expect(reading).toEqual({ ok: true, value: request });
      }),
    );
  });

  it('carry a resolve request over the wire and through JSON unchanged', () => {
    fc.assert(
      fc.property(nBestList(['Music', 'Books']), (list) => {
        const request = { ...list, requestId: 'r', explain: false, upstreamVersions: { Music: '2' } };
        expect(readResolveRequest(overTheWire(wire.ResolveRequest, toResolveRequestMessage(request)))).toEqual({
          ok: true,
          value: request,
        });
        expect(readResolveRequest(JSON.parse(JSON.stringify(request)))).toEqual({ ok: true, value: request });
      }),
    );
  });

  it('carry an answer over the wire with the bits of its scores', () => {
    fc.assert(
      fc.property(nBestList(['Music']), ({ hypotheses }) => {
        const ranked = hypotheses.map((hypothesis): RankedHypothesis => {
          const score = probability(Math.fround(hypothesis.scores.ner));
          return {
            hypothesis,
            score,
            bundleScore: score,
            contributions: [{ feature: 'f', value: 1, logOdds: -0.25 }],
            fallback: false,
          };
        });
        const response = overTheWire(wire.RerankResponse, toRerankResponse('r', model, ranked));
        expect(fromRerankResponse(response, hypotheses)).toEqual({ status: 'ranked', model, ranked });
      }),
    );
  });
});

describe("a domain service's answer", () => {
  const [list] = fc.sample(nBestList(['Music']), { numRuns: 1, seed: 1 });
  const { hypotheses } = list!;

  it('is none when it names a hypothesis that was not asked', () => {
    const score = probability(0.5);
    const stranger = {
      hypothesis: { ...hypotheses[0]!, id: 'stranger' },
      score,
      bundleScore: score,
      contributions: [],
      fallback: false,
    };
    expect(fromRerankResponse(toRerankResponse('r', model, [stranger]), hypotheses)).toMatchObject({
      status: 'unavailable',
    });
  });

  it('is none when it does not say which model gave it', () => {
    expect(fromRerankResponse({ requestId: 'r', model: undefined, ranked: [] }, hypotheses)).toMatchObject({
      status: 'unavailable',
    });
  });
});

describe('a refused call', () => {
  it('names its fields in the text and, for programs, in the details', () => {
    const { metadata, details, code } = invalidArgument([
      { field: 'hypotheses[0].scores.ner', expected: 'a probability in [0, 1]', actual: '2' },
    ]);
    expect(code).toBe(3);
    expect(details).toBe('hypotheses[0].scores.ner: expected a probability in [0, 1], got 2');
    expect(fieldViolations(metadata)).toEqual([
      { field: 'hypotheses[0].scores.ner', description: 'expected a probability in [0, 1], got 2' },
    ]);
  });
});
