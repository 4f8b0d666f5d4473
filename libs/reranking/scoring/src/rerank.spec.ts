import { nBestList } from '@tiebreak/arbitraries';
import { slotCount, standardFeatures } from '@tiebreak/features';
import { sigmoid } from '@tiebreak/interpretation';
import fc from 'fast-check';
import { additiveModel } from '../test/additive-model';
import { BIAS, rerank, type ScoringModel } from './index';

const byCount = additiveModel([slotCount], () => 1, -2);
const standard = additiveModel(standardFeatures(['device']), (column) => Math.sin(column) / 10, 0.25);
const requests = fc
  .record({ list: nBestList(), explain: fc.boolean() })
  .map(({ list, explain }) => ({ ...list, explain }));
const aRequest = { ...fc.sample(nBestList(), { numRuns: 1, seed: 3 })[0]!, explain: false };

/** A model that answers something else than it computes. */
const saying = (scores: readonly number[]): ScoringModel => ({
  ...byCount,
  score: () => Promise.resolve(scores),
});

describe('reranking', () => {
  it('gives every hypothesis once, by descending score, equals in request order', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const ranked = await rerank(byCount, request);
        const expected = request.hypotheses
          .map((hypothesis, at) => ({ hypothesis, at }))
          .sort((a, b) => b.hypothesis.slots.length - a.hypothesis.slots.length || a.at - b.at);
        expect(ranked.map(({ hypothesis }) => hypothesis)).toEqual(expected.map(({ hypothesis }) => hypothesis));
      }),
    );
  });

  it("gives the model's own score and claims no fallback: 2 slots against a bias of -2 give 1/2", async () => {
    const hypotheses = [{ ...aRequest.hypotheses[0]!, slots: [slotOf('a'), slotOf('b')] }];
    expect(await rerank(byCount, { ...aRequest, hypotheses })).toEqual([
      { hypothesis: hypotheses[0], score: 1 / 2, bundleScore: 1 / 2, fallback: false, contributions: [] },
    ]);
  });

  it('explains only when asked, and scores alike when it does', async () => {
    await fc.assert(
      fc.asyncProperty(nBestList(), async (list) => {
        const plain = await rerank(standard, { ...list, explain: false });
        const explained = await rerank(standard, { ...list, explain: true });
        expect(plain.every(({ contributions }) => contributions.length === 0)).toBe(true);
        expect(explained.every(({ contributions }) => contributions.at(-1)!.feature === BIAS)).toBe(true);
        expect(explained.map((r) => ({ ...r, contributions: [] }))).toEqual(plain);
      }),
    );
  });

  it("keeps a hypothesis's own explanation beside it when the order changes: it sums to its own score", async () => {
    await fc.assert(
      fc.asyncProperty(nBestList(), async (list) => {
        for (const { score, contributions } of await rerank(standard, { ...list, explain: true })) {
          const logOdds = contributions.reduce((sum, share) => sum + share.logOdds, 0);
          // The model of this test halves log-odds in its calibration.
          expect(sigmoid(logOdds / 2)).toBeCloseTo(score, 12);
        }
      }),
    );
  });

  it('refuses a model that answers for another number of hypotheses, or with no probability', async () => {
    const hypotheses = [aRequest.hypotheses[0]!];
    await expect(rerank(saying([0.5, 0.5]), { ...aRequest, hypotheses })).rejects.toThrow(
      'expected 1 scores of Music@1.2.3, got 2',
    );
    await expect(rerank(saying([NaN]), { ...aRequest, hypotheses })).rejects.toThrow(
      'expected a probability in [0, 1], got NaN',
    );
  });
});

function slotOf(value: string) {
  return { name: 'artist', value, entityId: '' };
}
