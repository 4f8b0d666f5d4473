import { outcome, outOfDomain, ranked } from '../test/outcomes';
import { compareRankings } from './compare-rankings';
import { evaluate } from './evaluate';

const { log } = Math;
const options = { seed: 3, draws: 200 };

/** Two utterances that some domain serves and one that none does; the candidate gets the second one right. */
const baseline = [
  outcome(ranked('Music', 0.5, 1)),
  outcome(ranked('Music', 0.8, 0), ranked('Books', 0.4, 1)),
  outOfDomain(ranked('Video', 0.6, 0)),
];
const candidate = [
  outcome(ranked('Music', 0.5, 1)),
  outcome(ranked('Books', 0.8, 1), ranked('Music', 0.4, 0)),
  outOfDomain(ranked('Video', 0.2, 0)),
];

describe('two rankings', () => {
  const { semer, nll, oodAuroc, aurc } = compareRankings(baseline, candidate, options);

  it('are compared by hand-worked values', () => {
    expect([semer.baseline.value, semer.candidate.value]).toEqual([1 / 2, 0]);
    expect(nll.baseline.value).toBeCloseTo(-(log(0.5) + log(1 - 0.8) + log(1 - 0.6)) / 3, 12);
    expect(nll.candidate.value).toBeCloseTo(-(log(0.5) + log(0.8) + log(1 - 0.2)) / 3, 12);
    // One of the two scores with a right hypothesis exceeds .6 in the baseline, both exceed .2 in the candidate.
    expect([oodAuroc.baseline.value, oodAuroc.candidate.value]).toEqual([1 / 2, 1]);
    // The surest is wrong in the baseline, then one of two, then two of three.
    expect(aurc.baseline.value).toBeCloseTo((1 + 2 / 2 + 2 / 3) / 3, 12);
    expect(aurc.candidate.value).toBeCloseTo((0 + 0 + 1 / 3) / 3, 12);
  });

  it('differ by candidate minus baseline', () => {
    expect(semer.difference.value).toBe(-1 / 2);
    expect(nll.difference.value).toBeCloseTo(nll.candidate.value - nll.baseline.value, 12);
  });

  it('have the intervals that each has alone, for equal seeds and draws', () => {
    const alone = evaluate(candidate, options).intervals;
    const { irer, brier } = compareRankings(baseline, candidate, options);
    expect(semer.candidate.interval).toEqual(alone.semer);
    expect(irer.candidate.interval).toEqual(alone.irer);
    expect(brier.candidate.interval).toEqual(alone.brier);
  });

  it('that are the same do not differ, although either is uncertain', () => {
    const same = compareRankings(baseline, baseline, options).semer;
    expect(same.difference).toEqual({ value: 0, interval: [0, 0] });
    expect(same.baseline.interval).toEqual([0, 1]);
  });

  it.each([
    [0, 0],
    [2, 3],
  ])('of %d and %d utterances are refused', (some, others) => {
    expect(() => compareRankings(baseline.slice(0, some), candidate.slice(0, others), options)).toThrow(
      `expected as many utterances in both rankings, at least one, got ${some} and ${others}`,
    );
  });
});
