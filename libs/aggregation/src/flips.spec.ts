import { nBestList } from '@tiebreak/arbitraries';
import { type Hypothesis, logit, probability, sigmoid } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { createResolver, DEFAULT_COSTS, type DomainReranker, findFlips, type Flip, type ResolveRequest } from './index';

type EvidenceFlip = Extract<Flip, { kind: 'evidence' }>;

const model = { domain: 'any', version: '1.0.0', digest: '', featureFingerprint: '', role: 'active' as const };
/** A domain that scores a hypothesis by log-odds that it makes of it and of the device. */
const scoringBy = (logOddsOf: (hypothesis: Hypothesis, device: string) => number): DomainReranker => ({
  rerank: ({ hypotheses, context }) =>
    Promise.resolve({
      status: 'ranked',
      model,
      ranked: hypotheses.map((hypothesis) => {
        const score = sigmoid(logOddsOf(hypothesis, context.device));
        return { hypothesis, score, bundleScore: score, contributions: [], fallback: false };
      }),
    }),
});
const resolverOf = (reranker: DomainReranker, other = reranker) =>
  createResolver({
    domains: [
      { domain: 'Music', reranker, fallback: { slope: 1, intercept: 0 } },
      { domain: 'Books', reranker: other, fallback: { slope: 1, intercept: 0 } },
    ],
    costs: DEFAULT_COSTS,
    now: () => 0,
  });

/** Log-odds as features see them: beyond 1e-6 there is nothing to tell apart. */
const seen = (p = 0.5): number => Math.min(Math.max(logit(p), logit(1e-6)), logit(1 - 1e-6));
const byIntent = resolverOf(scoringBy(({ scores }) => seen(scores.intent)));
/** Slots and the intent together, at different weights and with a slope downwards; Music profits from a phone. */
const byAll = resolverOf(
  scoringBy(
    ({ scores, slots }, device) =>
      seen(scores.intent) -
      0.5 * seen(scores.ner) +
      slots.reduce((sum, { confidence }) => sum + seen(confidence), 0) +
      (device === 'phone' ? 3 : 0),
  ),
  scoringBy(({ scores }) => 0.75 * seen(scores.domain)),
);

const hypothesis = (domain: string, intentScore: number): Hypothesis => ({
  id: domain,
  domain,
  intent: 'Play',
  slots: [],
  signals: {},
  scores: { domain: probability(0.5), intent: probability(intentScore), ner: probability(0.5) },
});
const requestOf = (...hypotheses: Hypothesis[]): ResolveRequest => ({
  requestId: '',
  utterance: '',
  locale: '',
  context: { device: '', attributes: {} },
  hypotheses,
  explain: false,
  upstreamVersions: {},
});
const requests = nBestList(['Music', 'Books'], 5).map((list) => ({ ...requestOf(), ...list }));
const flipsOf = async (...hypotheses: Hypothesis[]) =>
  (await findFlips(byIntent, requestOf(...hypotheses), 50)) as EvidenceFlip[];

/** The request with a flip's evidence at `value`. */
function changed(request: ResolveRequest, { hypothesisId, evidence }: EvidenceFlip, value: number): ResolveRequest {
  const hypotheses = structuredClone(request.hypotheses) as Hypothesis[];
  const at = hypotheses.find(({ id }) => id === hypothesisId)!;
  const [, score, slot] = /^scores\.(\w+)$|^slots\[(\d+)\]\.confidence$/.exec(evidence)!;
  if (score === undefined) Object.assign(at.slots[Number(slot)]!, { confidence: value });
  else Object.assign(at.scores, { [score]: value });
  return { ...request, hypotheses };
}
const idsOf = async (request: ResolveRequest) =>
  (await byAll(request, 50)).ranked.map((ranked) => ranked.hypothesis.id);

describe('what would flip the first two', () => {
  it('is the score of the one falling just below, or of the other rising just above, the other', async () => {
    const flips = await flipsOf(hypothesis('Music', 0.8), hypothesis('Books', 0.6));
    expect(flips.map(({ hypothesisId, evidence, winner }) => [hypothesisId, evidence, winner]).sort()).toEqual([
      ['Books', 'scores.intent', 'Books'],
      ['Music', 'scores.intent', 'Books'],
    ]);
    expect(flips.find(({ hypothesisId }) => hypothesisId === 'Music')!.to).toBeCloseTo(0.6, 4);
    expect(flips.find(({ hypothesisId }) => hypothesisId === 'Books')!.to).toBeCloseTo(0.8, 4);
  });

  it('is as far as the log-odds are: 1/2 is ln 3 above 1/4', async () => {
    const flips = await flipsOf(hypothesis('Music', 1 / 2), hypothesis('Books', 1 / 4));
    expect(flips.map(({ from }) => from).sort()).toEqual([1 / 4, 1 / 2]);
    for (const { distance } of flips) expect(distance).toBeCloseTo(Math.log(3), 4);
  });

  it('swaps when it is applied, and not when the change is a little less', async () => {
    let flipped = 0;
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const [first, second] = await idsOf(request);
        for (const flip of await findFlips(byAll, request, 50)) {
          if (flip.kind === 'context') continue;
          const { from, to, winner, distance } = flip;
          expect([first, second]).toContain(flip.hypothesisId);
          expect(winner).toBe(second);
          expect((await idsOf(changed(request, flip, to)))[0]).toBe(second);
          const back = Math.sign(logit(from) - logit(to)) * 1e-4;
          const less = distance <= 1e-4 ? from : sigmoid(logit(to) + back);
          expect((await idsOf(changed(request, flip, less)))[0]).toBe(first);
          flipped++;
        }
      }),
      { numRuns: 25 },
    );
    expect(flipped).toBeGreaterThan(15);
  });

  it('has the smallest change first, each piece of evidence once, and the context last', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const flips = await findFlips(byAll, request, 50, { device: ['phone', 'car'] });
        const distances = flips.map((flip) => (flip.kind === 'evidence' ? flip.distance : Infinity));
        expect(distances).toEqual(distances.toSorted((a, b) => a - b));
        const changes = flips.map((flip) => (flip.kind === 'evidence' ? flip.hypothesisId + flip.evidence : flip.to));
        expect(new Set(changes).size).toBe(changes.length);
      }),
      { numRuns: 20 },
    );
  });

  it('finds a score that has to fall to win, and a confidence of a slot', async () => {
    const music: Hypothesis = {
      ...hypothesis('Music', 0.5),
      slots: [
        { name: 'artist', value: 'dune', entityId: '' },
        { name: 'album', value: 'dune', entityId: '', confidence: probability(0.5) },
      ],
    };
    const books = { ...hypothesis('Books', 0.5), scores: { ...hypothesis('Books', 0.5).scores, domain: sigmoid(1) } };
    const flips = (await findFlips(byAll, requestOf(music, books), 50)) as EvidenceFlip[];
    const rounded = flips.map(
      ({ hypothesisId, evidence, to }) => `${hypothesisId} ${evidence} ${logit(to).toFixed(3)}`,
    );
    // Music is at 0, Books at .75: an unknown confidence has nowhere to move from.
    expect(rounded).toEqual([
      'Music scores.intent 0.750',
      'Music slots[1].confidence 0.750',
      'Books scores.domain -0.000',
      'Music scores.ner -1.500',
    ]);
  });

  it('is another value of the context where that puts another first', async () => {
    const request = requestOf({ ...hypothesis('Music', 0.4) }, { ...hypothesis('Books', 0.5) });
    const contextFlips = async (device: string) =>
      (
        await findFlips(byAll, { ...request, context: { device, attributes: {} } }, 50, {
          device: ['car', 'phone', 'watch'],
          room: ['kitchen'],
        })
      ).filter(({ kind }) => kind === 'context');
    const flip = { kind: 'context', evidence: 'context.device' };
    expect(await contextFlips('')).toEqual([{ ...flip, from: '', to: 'phone', winner: 'Music' }]);
    expect(await contextFlips('phone')).toEqual([
      { ...flip, from: 'phone', to: 'car', winner: 'Books' },
      { ...flip, from: 'phone', to: 'watch', winner: 'Books' },
    ]);
  });

  it('changes one attribute of the context and leaves the others', async () => {
    const inKitchen: DomainReranker = {
      rerank: async (request, deadlineMs) =>
        scoringBy(
          ({ scores }) => logit(scores.intent) + (request.context.attributes.room === 'kitchen' ? 9 : 0),
        ).rerank(request, deadlineMs),
    };
    const resolver = resolverOf(
      inKitchen,
      scoringBy((_, device) => (device === 'car' ? 1 : -8)),
    );
    const request = {
      ...requestOf(hypothesis('Music', 0.5), hypothesis('Books', 0.5)),
      context: { device: 'car', attributes: { weather: 'rain' } },
    };
    const flips = await findFlips(resolver, request, 50, { room: ['hall', 'kitchen'] });
    const ofContext = flips.filter(({ kind }) => kind === 'context');
    expect(ofContext).toEqual([
      { kind: 'context', evidence: 'context.attributes.room', from: '', to: 'kitchen', winner: 'Music' },
    ]);
  });

  it('is nothing when there is nothing to flip with, or nothing that could', async () => {
    expect(await flipsOf(hypothesis('Music', 0.8))).toEqual([]);
    const fixed = resolverOf(
      scoringBy(() => 1),
      scoringBy(() => 0),
    );
    expect(await findFlips(fixed, requestOf(hypothesis('Music', 0.5), hypothesis('Books', 0.5)), 50)).toEqual([]);
  });
});
