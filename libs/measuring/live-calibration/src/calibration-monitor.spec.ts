import { sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';
import { decisionOf, joined, MAP } from '../test/decisions';
import { CalibrationMonitor } from './calibration-monitor';
import type { JoinedOutcome } from './decision-log';
import { IDENTITY } from './recalibration';

/** Outcomes of Music's first hypotheses, whose log-odds are too low by so much. */
function outcomes(count: number, shift: number, seed = 1): JoinedOutcome[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const x = 2 * random.normal();
    const decision = { ...decisionOf([['a', 'Music', sigmoid(x)]], ['Music']), decidedAt: i };
    const right = random.uniform() < sigmoid(x + shift);
    return joined(decision, right ? { rightHypothesisId: 'a' } : { wrongHypothesisIds: ['a'] }, i + 1);
  });
}

describe('the calibration monitor', () => {
  it('leaves scores alone until there is an alarm, then moves them by what came since the change', () => {
    const monitor = new CalibrationMonitor(MAP);
    for (const outcome of outcomes(1_500, 0)) monitor.take(outcome);
    const [record] = monitor.models;
    expect(record!.recalibration).toBe(IDENTITY);
    for (const outcome of outcomes(600, 1.5, 2))
      monitor.take({ ...outcome, decision: { ...outcome.decision, decidedAt: 1_500 + outcome.position } });
    expect(record!.detector.alarm).toBeDefined();
    expect(Math.abs(record!.recalibration.shift - 1.5)).toBeLessThan(0.4);
  });

  it('recalibrates by first hypotheses, whatever is known of the others where the first was right', () => {
    const fits = [0, 3].map((others) => {
      const monitor = new CalibrationMonitor(MAP);
      for (const { decision, report, position } of outcomes(900, 1.5)) {
        const below = Array.from({ length: others }, (_, i) => [`o${i}`, 'Music', 1e-9] as const);
        const top = decision.hypotheses[0]!.bundleScore;
        const decided = { ...decisionOf([['a', 'Music', top], ...below], ['Music']), decidedAt: position };
        monitor.take({ decision: decided, report, position });
      }
      return monitor.models[0]!.recalibration;
    });
    expect(fits[1]!.shift).toBeCloseTo(fits[0]!.shift, 1);
    expect(fits[1]!.scale).toBeCloseTo(fits[0]!.scale, 1);
  });

  it('comes to the same for the same outcomes, whoever takes them', () => {
    const [one, other] = [new CalibrationMonitor(MAP), new CalibrationMonitor(MAP)];
    for (const outcome of outcomes(700, 1)) {
      one.take(outcome);
      other.take(JSON.parse(JSON.stringify(outcome)) as JoinedOutcome);
    }
    expect(other.models[0]!.detector.statistic).toBe(one.models[0]!.detector.statistic);
    expect(other.models[0]!.recalibration).toEqual(one.models[0]!.recalibration);
  });

  it('begins anew with a new model, and compares domains where both are known', () => {
    const monitor = new CalibrationMonitor(MAP);
    const scored = [
      ['a', 'Music', 0.6],
      ['b', 'Books', 0.5],
    ] as const;
    monitor.take(joined(decisionOf(scored), { rightHypothesisId: 'a', wrongHypothesisIds: ['b'] }));
    monitor.take(joined(decisionOf(scored, ['Music', 'Books'], '2.0.0'), { wrongHypothesisIds: ['a'] }));
    expect(monitor.models.map(({ model, outcomes: count }) => [model.domain, model.version, count])).toEqual([
      ['Books', '1.0.0', 1],
      ['Music', '2.0.0', 1],
      ['Music', '1.0.0', 1],
    ]);
    expect(monitor.comparisons).toEqual([{ Music: { score: 0.6, right: 1 }, Books: { score: 0.5, right: 0 } }]);
  });
});
