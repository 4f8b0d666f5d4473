import { type Hypothesis, probability, type RankedHypothesis, sigmoid } from '@tiebreak/interpretation';
import { ShadowTally } from './index';

function ranked(...scores: readonly (readonly [id: string, logOdds: number])[]): RankedHypothesis[] {
  return scores.map(([id, logOdds]) => {
    const score = probability(sigmoid(logOdds));
    const hypothesis = { id } as Hypothesis;
    return { hypothesis, score, bundleScore: score, fallback: false, contributions: [] };
  });
}

describe("a tally of a shadow's differences", () => {
  it('has the mean distance in log-odds of the same hypotheses, whatever their order: (1 + 2) / 2 and 0', () => {
    const tally = new ShadowTally();
    tally.compare(ranked(['a', 1], ['b', 0]), ranked(['b', 2], ['a', 0]));
    tally.compare(ranked(['a', 1]), ranked(['a', 1]));
    const { meanDistance, ...counts } = tally.record();
    expect(meanDistance).toBeCloseTo(0.75, 10);
    expect(counts).toEqual({ compared: 2, winnersDiffer: 1, failed: 0, skipped: 0 });
  });

  it('counts what was not compared', () => {
    const tally = new ShadowTally();
    tally.fail();
    tally.skip();
    tally.skip();
    expect(tally.record()).toEqual({ compared: 0, winnersDiffer: 0, failed: 1, skipped: 2, meanDistance: 0 });
  });
});
