import { type CalibrationRows, chooseCalibrator, topRows } from './choose-calibrator';
import { sigmoid } from '@tiebreak/interpretation';
import { seededRandom } from '@tiebreak/statistics';

describe('the rows that a calibrator is fitted to', () => {
  it('are the highest of each list, the first of equals', () => {
    const { logOdds, right, folds } = topRows(
      Float64Array.of(1, 3, 2, -1, 5, 6, 6),
      { right: Uint8Array.of(0, 1, 0, 0, 0, 1, 0), offsets: Int32Array.of(0, 3, 4, 7) },
      Uint8Array.of(0, 1, 2),
    );
    expect([...logOdds]).toEqual([3, -1, 6]);
    expect([...right]).toEqual([1, 0, 1]);
    expect([...folds]).toEqual([0, 1, 2]);
  });
});

describe('the calibrator chosen by rule', () => {
  const random = seededRandom(1);
  const LISTS = 4_000;
  const rows = (probabilityAt: (logOdds: number) => number): CalibrationRows => {
    const logOdds = Float64Array.from({ length: LISTS }, () => 2 * random.normal());
    return {
      logOdds,
      right: Uint8Array.from(logOdds, (s) => (random.uniform() < probabilityAt(s) ? 1 : 0)),
      folds: Uint8Array.from({ length: LISTS }, (_, i) => i % 5),
    };
  };

  it('is the simplest when the truth is a line', () => {
    expect(
      chooseCalibrator(
        'auto',
        rows((s) => sigmoid(0.8 * s - 0.3)),
      ).kind,
    ).toBe('platt');
  });

  it('is another when a line does not fit: a step at 0', () => {
    expect(
      chooseCalibrator(
        'auto',
        rows((s) => (s > 0 ? 0.7 : 0.2)),
      ).kind,
    ).toBe('isotonic');
  });
});
