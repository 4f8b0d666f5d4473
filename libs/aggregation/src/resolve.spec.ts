import { nBestList } from '@tiebreak/arbitraries';
import { probability, type RankedHypothesis } from '@tiebreak/interpretation';
import { fallbackScore } from '@tiebreak/scoring';
import fc from 'fast-check';
import { createResolver, DEFAULT_COSTS, type DomainAnswer, type DomainReranker, type RegisteredDomain } from './index';

const model = { domain: 'any', version: '1.0.0', digest: 'sha256:0', featureFingerprint: '0', role: 'active' as const };
const fallback = { slope: 0.5, intercept: 0.1 };

/** A domain whose scores depend on the hypothesis alone. */
const healthy: DomainReranker = {
  rerank: ({ hypotheses }) =>
    Promise.resolve({
      status: 'ranked',
      model,
      ranked: hypotheses.map((hypothesis): RankedHypothesis => {
        const score = probability(hypothesis.scores.intent / 2);
        return { hypothesis, score, bundleScore: score, contributions: [], fallback: false };
      }),
    }),
};
const answering = (answer: DomainAnswer): DomainReranker => ({ rerank: () => Promise.resolve(answer) });
const late = answering({ status: 'deadlineExceeded', error: 'no answer within 50 ms' });
const throwing: DomainReranker = { rerank: () => Promise.reject(new Error('secret path /etc/keys')) };
const nonsense: DomainReranker = answering({ status: 'ranked', model, ranked: [] });

const entry = (domain: string, reranker: DomainReranker): RegisteredDomain => ({ domain, reranker, fallback });
const resolverOf = (...domains: RegisteredDomain[]) => createResolver({ domains, costs: DEFAULT_COSTS, now: () => 0 });
const requests = nBestList(['Music', 'Books', 'Radio'], 8).map((list) => ({
  ...list,
  requestId: 'r',
  explain: false,
  upstreamVersions: {},
}));

describe('merging', () => {
  it('ranks every registered hypothesis once, by descending score, equals in request order', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const { ranked } = await resolverOf(entry('Music', healthy), entry('Books', healthy))(request, 50);
        const expected = request.hypotheses
          .filter(({ domain }) => domain !== 'Radio')
          .map(({ id, scores }, position) => ({ id, score: scores.intent / 2, position }))
          .sort((a, b) => b.score - a.score || a.position - b.position);
        expect(ranked.map(({ hypothesis }) => hypothesis.id)).toEqual(expected.map(({ id }) => id));
      }),
    );
  });

  it.each([
    ['late', late, 'deadlineExceeded'],
    ['throwing', throwing, 'unavailable'],
    ['answering nonsense', nonsense, 'unavailable'],
  ])(
    'keeps the scores of healthy domains when another is %s, and scores that one by its fallback',
    async (_, broken, status) => {
      await fc.assert(
        fc.asyncProperty(requests, async (request) => {
          const whole = await resolverOf(entry('Music', healthy), entry('Books', healthy))(request, 50);
          const { ranked, outcomes } = await resolverOf(entry('Music', healthy), entry('Books', broken))(request, 50);
          const music = ({ ranked: all }: { ranked: readonly RankedHypothesis[] }) =>
            all.filter(({ hypothesis }) => hypothesis.domain === 'Music');
          expect(music({ ranked })).toEqual(music(whole));
          for (const { hypothesis, score, fallback: isFallback } of ranked.filter(
            (r) => r.hypothesis.domain === 'Books',
          )) {
            expect(isFallback).toBe(true);
            expect(score).toBe(fallbackScore(fallback, hypothesis.scores));
          }
          for (const outcome of outcomes.filter(({ domain }) => domain === 'Books')) {
            expect(outcome.status).toBe(status);
            expect(outcome.error).not.toContain('secret');
          }
        }),
        { numRuns: 30 },
      );
    },
  );

  it('names every domain of the request once, in name order, and leaves out hypotheses of unregistered ones', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const { ranked, outcomes } = await resolverOf(entry('Music', healthy), entry('Books', healthy))(request, 50);
        expect(outcomes.map(({ domain }) => domain)).toEqual(
          [...new Set(request.hypotheses.map(({ domain }) => domain))].sort(),
        );
        expect(ranked.some(({ hypothesis }) => hypothesis.domain === 'Radio')).toBe(false);
        for (const { domain, status, error } of outcomes.filter(({ domain: name }) => name === 'Radio')) {
          expect([domain, status, error]).toEqual([
            'Radio',
            'unknown',
            'domain "Radio" is not registered; registered are Books, Music',
          ]);
        }
      }),
    );
  });

  it('rejects when no domain of the request is registered', async () => {
    const [request] = fc.sample(nBestList(['Radio']), { numRuns: 1, seed: 1 });
    const { decision, ranked } = await resolverOf(entry('Music', healthy))(
      { ...request!, requestId: 'r', explain: false, upstreamVersions: {} },
      50,
    );
    expect(ranked).toEqual([]);
    expect(decision.kind).toBe('reject');
  });
});
