import type { LineOutcome } from '@tiebreak/evaluation';
import { sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import { pairRows } from './pairs';

/** Lines on which exactly one of two domains' top hypotheses is right. */
function lines(count: number): LineOutcome[] {
  const random = seededRandom(1);
  return Array.from({ length: count }, () => {
    const [music, books] = [random.normal(), random.normal()];
    const musicRight = random.uniform() < sigmoid(music - books) ? 1 : 0;
    const hypotheses = [
      { domain: 'Music', score: sigmoid(music), right: musicRight },
      { domain: 'Books', score: sigmoid(books), right: (1 - musicRight) as 0 | 1 },
    ] as const;
    return { topScore: hypotheses[0].score, topRight: hypotheses[0].right, hypotheses };
  });
}

describe('the pairs of domains', () => {
  const outcomes = { baseline: lines(400), models: lines(400) };
  const offsets = (rates: Readonly<Record<string, number>>) => {
    const [row] = pairRows(outcomes, ['Books', 'Music'], rates, 1);
    return { models: row!.test.models.offset.value, baseline: row!.test.baseline.offset.value };
  };

  it('are tested with the rates of training where they are known: the offset moves by the ratio of the wrong shares', () => {
    const ofMusic = outcomes.models.reduce((sum, { topRight }) => sum + topRight, 0) / 400;
    const ofLines = Math.log(ofMusic) - Math.log1p(-ofMusic);
    expect(offsets({}).models - offsets({ Books: 0.2, Music: 0.5 }).models).toBeCloseTo(
      Math.log(0.8 / 0.5) - ofLines,
      6,
    );
  });

  it('are tested with the rates of the lines for R0, which was never trained', () => {
    expect(offsets({ Books: 0.2, Music: 0.5 }).baseline).toBe(offsets({}).baseline);
  });
});
