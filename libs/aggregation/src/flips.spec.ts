import { type Hypothesis, probability } from '@tiebreak/interpretation';
import { createResolver, DEFAULT_COSTS, type DomainReranker, findFlips } from './index';

/** Scores a hypothesis by its intent score alone. */
const byIntent: DomainReranker = {
  rerank: ({ hypotheses }) =>
    Promise.resolve({
      status: 'ranked',
      model: { domain: 'any', version: '1.0.0', digest: '', featureFingerprint: '' },
      ranked: hypotheses.map((hypothesis) => ({
        hypothesis,
        score: hypothesis.scores.intent,
        bundleScore: hypothesis.scores.intent,
        contributions: [],
        fallback: false,
      })),
    }),
};
const fallback = { slope: 1, intercept: 0 };
const resolver = createResolver({
  domains: [
    { domain: 'Music', reranker: byIntent, fallback },
    { domain: 'Books', reranker: byIntent, fallback },
  ],
  costs: DEFAULT_COSTS,
  now: () => 0,
});
const hypothesis = (domain: string, intentScore: number): Hypothesis => ({
  id: domain,
  domain,
  intent: 'Play',
  slots: [],
  signals: {},
  scores: { domain: probability(0.5), intent: probability(intentScore), ner: probability(0.5) },
});
const flipsOf = (...hypotheses: Hypothesis[]) =>
  findFlips(
    resolver,
    {
      requestId: '',
      utterance: '',
      locale: '',
      context: { device: '', attributes: {} },
      hypotheses,
      explain: false,
      upstreamVersions: {},
    },
    50,
  );

describe('what would flip the first two', () => {
  it('is the score of the one falling just below, or of the other rising just above, the other', async () => {
    const flips = await flipsOf(hypothesis('Music', 0.8), hypothesis('Books', 0.6));
    expect(flips.map(({ hypothesisId, evidence, winner }) => [hypothesisId, evidence, winner]).sort()).toEqual([
      ['Books', 'scores.intent', 'Books'],
      ['Music', 'scores.intent', 'Books'],
    ]);
    expect(flips.find(({ hypothesisId }) => hypothesisId === 'Music')!.to).toBeCloseTo(0.6, 3);
    expect(flips.find(({ hypothesisId }) => hypothesisId === 'Books')!.to).toBeCloseTo(0.8, 3);
  });

  it('comes with the smallest change in log-odds first: .5 to .3 is .85, .3 to .5 as much, .9 to .3 is more', async () => {
    const [first] = await flipsOf(hypothesis('Music', 0.5), hypothesis('Books', 0.3));
    const [farther] = await flipsOf(hypothesis('Music', 0.9), hypothesis('Books', 0.3));
    const distance = ({ from, to }: { from: number; to: number }) =>
      Math.abs(Math.log(from / (1 - from)) - Math.log(to / (1 - to)));
    expect(distance(first!)).toBeCloseTo(0.847, 2);
    expect(distance(farther!)).toBeGreaterThan(distance(first!));
  });

  it('is nothing when there is nothing to flip with', async () => {
    expect(await flipsOf(hypothesis('Music', 0.8))).toEqual([]);
  });
});
