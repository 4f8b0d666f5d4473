import { logit, probability, sigmoid } from '@tiebreak/interpretation';
import { clopperPearson, type Random, seededRandom } from '@tiebreak/statistics';
import { MAP } from '../test/decisions';
import { ALARM_THRESHOLD, ChangeDetector } from './change-detector';
import { ALARMING, reportLikelihoods, TOLERATED } from './miscalibrations';

const POINTS = TOLERATED.length + ALARMING.length;

/** A report on the first of one hypothesis of these log-odds. */
function likelihoodsOf(x: number, right: boolean) {
  const evidence = { domain: 'Music', logOdds: [x], topScore: probability(sigmoid(x)) };
  return reportLikelihoods({ ...evidence, right: right ? 0 : undefined, wrong: right ? [] : [0] }, MAP);
}

function drawn(random: Random, { slope, shift }: { slope: number; shift: number }) {
  const x = 2 * random.normal();
  return likelihoodsOf(x, random.uniform() < sigmoid(slope * x + shift));
}

describe('the change detector', () => {
  it('is a martingale under each tolerated point: the expected likelihood ratio of a report is 1', () => {
    for (const [t, truth] of TOLERATED.entries())
      for (const x of [-3, -0.5, 0, 2]) {
        const p = sigmoid(truth.slope * x + truth.shift);
        const [right, wrong] = [likelihoodsOf(x, true), likelihoodsOf(x, false)];
        for (let a = TOLERATED.length; a < POINTS; a++) {
          const expected = p * Math.exp(right[a]! - right[t]!) + (1 - p) * Math.exp(wrong[a]! - wrong[t]!);
          expect(expected).toBeCloseTo(1, 12);
        }
      }
  });

  it.each([
    { slope: 1, shift: 0 },
    { slope: 0.85, shift: 0.2 },
    { slope: 1.18, shift: -0.2 },
  ])('reaches h from its first report with probability e^-h at most (Ville): slope $slope, shift $shift', (truth) => {
    const h = 1.5;
    const runs = 600;
    let reached = 0;
    for (let run = 0; run < runs; run++) {
      const random = seededRandom(run);
      const detector = new ChangeDetector(h);
      // A run that was given up has statistic 0 and begins another one, which is not this one's.
      for (let i = 0; i < 100; i++) {
        detector.observe(drawn(random, truth), i);
        if (detector.alarm !== undefined) reached += detector.alarm.since === 0 ? 1 : 0;
        if (detector.alarm !== undefined || detector.statistic === 0) break;
      }
    }
    expect(clopperPearson(reached, runs, 0.999, 'lower')[0]).toBeLessThanOrEqual(Math.exp(-h));
  });

  it('grows with evidence: one report more that fits an alarming point better adds to it', () => {
    const detector = new ChangeDetector();
    const statistics = Array.from({ length: 25 }, (_, i) => {
      detector.observe(likelihoodsOf(logit(0.4), true), i);
      return detector.statistic;
    });
    expect(statistics).toEqual(statistics.toSorted((a, b) => a - b));
    expect(detector.alarm).toMatchObject({ since: 0 });
  });

  it('finds scores that are wrong, says since when, and ends the alarm once they are right again', () => {
    const random = seededRandom(1);
    const detector = new ChangeDetector();
    const feed = (from: number, count: number, shift: number): void => {
      for (let i = from; i < from + count; i++) detector.observe(drawn(random, { slope: 1, shift }), i);
    };
    feed(0, 3_000, 0);
    expect(detector.alarm).toBeUndefined();
    feed(3_000, 400, -1.2);
    const { since } = detector.alarm!;
    expect(detector.statistic).toBeGreaterThan(ALARM_THRESHOLD);
    expect(Math.abs(since - 3_000)).toBeLessThan(150);
    feed(3_400, 3_000, 0);
    expect(detector.alarm).toBeUndefined();
  });
});
