import { type Calibrator, calibrate, fitBeta, fitIsotonic, fitPlatt, fitTemperature } from '@tiebreak/calibration';
import type { RankedLists } from '@tiebreak/objectives';
import { withinOneStandardError } from './selection';

/** `auto` chooses by rule; `none` leaves the log-odds as they are. */
export type CalibratorChoice = Calibrator['kind'] | 'auto' | 'none';

/** Takes log-odds at their word. */
export const UNCALIBRATED: Calibrator = { kind: 'temperature', temperature: 1 };

/** What `auto` may take, the fewer parameters the earlier. A temperature cannot undo a wrong base rate, so it is not here. */
const CANDIDATES = ['platt', 'beta', 'isotonic'] as const;

/** What a calibrator is fitted and compared on: one row a list. All arrays are parallel. */
export interface CalibrationRows {
  /** By a model that has not seen the row. */
  readonly logOdds: Float64Array;
  readonly right: Uint8Array;
  readonly folds: Uint8Array;
}

/**
 * The row of each list's highest log-odds, the first of equals. Those are the scores that merging and deciding look at; the
 * many below them are surely wrong, and a calibrator fitted to all rows bends towards them and away from the top.
 */
export function topRows(
  logOdds: Float64Array,
  { right, offsets }: Pick<RankedLists, 'right' | 'offsets'>,
  folds: Uint8Array,
): CalibrationRows {
  const rows = Int32Array.from(folds, (_, list) => {
    let top = offsets[list]!;
    for (let row = top + 1; row < offsets[list + 1]!; row++) if (logOdds[row]! > logOdds[top]!) top = row;
    return top;
  });
  return {
    logOdds: Float64Array.from(rows, (row) => logOdds[row]!),
    right: Uint8Array.from(rows, (row) => right[row]!),
    folds,
  };
}

/** Whether there are right and wrong rows to fit a curve to; under `auto` outside of each fold. */
export function canCalibrate(choice: Exclude<CalibratorChoice, 'none'>, { right, folds }: CalibrationRows): boolean {
  const hasBoth = (rows: Uint8Array): boolean => rows.includes(0) && rows.includes(1);
  if (choice !== 'auto') return hasBoth(right);
  return [...new Set(folds)].every((fold) => hasBoth(right.filter((_, row) => folds[row] !== fold)));
}

/**
 * Fits the named calibrator, or under `auto` the simplest whose likelihood on folds it was not fitted to is within one
 * standard error, paired by list, of the best.
 * @param rows of which `canCalibrate` holds
 */
export function chooseCalibrator(choice: Exclude<CalibratorChoice, 'none'>, rows: CalibrationRows): Calibrator {
  if (choice !== 'auto') return fit(choice, rows.logOdds, rows.right);
  const losses = CANDIDATES.map((kind) => ({ kind, losses: heldOutLosses(kind, rows) }));
  const best = losses.reduce((a, b) => (sum(b.losses) < sum(a.losses) ? b : a));
  const simplest = losses.find((candidate) => withinOneStandardError(candidate.losses, best.losses))!;
  return fit(simplest.kind, rows.logOdds, rows.right);
}

/** Negative log-likelihood of each row under a calibrator fitted to the rows of the other folds. */
function heldOutLosses(kind: Calibrator['kind'], { logOdds, right, folds }: CalibrationRows): Float64Array {
  const losses = new Float64Array(folds.length);
  for (const fold of new Set(folds)) {
    const outside = (_: number, row: number): boolean => folds[row] !== fold;
    const calibrator = fit(kind, logOdds.filter(outside), right.filter(outside));
    folds.forEach((own, row) => {
      if (own !== fold) return;
      const p = calibrate(calibrator, logOdds[row]!);
      losses[row] = -Math.log(Math.max(right[row] === 1 ? p : 1 - p, 1e-12));
    });
  }
  return losses;
}

function fit(kind: Calibrator['kind'], logOdds: Float64Array, right: Uint8Array): Calibrator {
  switch (kind) {
    case 'platt':
      return fitPlatt(logOdds, right);
    case 'temperature':
      return fitTemperature(logOdds, right);
    case 'beta':
      return fitBeta(logOdds, right);
    case 'isotonic':
      return fitIsotonic(logOdds, right);
  }
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
