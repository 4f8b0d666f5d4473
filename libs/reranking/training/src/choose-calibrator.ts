import { type Calibrator, calibrate, fitBeta, fitIsotonic, fitPlatt, fitTemperature } from '@tiebreak/calibration';
import { withinOneStandardError } from './selection';

/** `auto` chooses by rule; `none` leaves the log-odds as they are. */
export type CalibratorChoice = Calibrator['kind'] | 'auto' | 'none';

/** Takes log-odds at their word. */
export const UNCALIBRATED: Calibrator = { kind: 'temperature', temperature: 1 };

/** What `auto` may take, the fewer parameters the earlier. A temperature cannot undo a wrong base rate, so it is not here. */
const CANDIDATES = ['platt', 'beta', 'isotonic'] as const;

/** Log-odds of rows that their model has not seen, and what a calibrator is fitted and compared on. */
export interface CalibrationRows {
  readonly logOdds: Float64Array;
  readonly right: Uint8Array;
  /** Rows of list i are offsets[i] to offsets[i + 1] - 1. */
  readonly offsets: Int32Array;
  /** The fold of each list. */
  readonly folds: Uint8Array;
}

/**
 * The rows of each list's two highest log-odds. Those are the scores that merging and deciding look at; the many below
 * them are surely wrong, and a calibrator fitted to all rows bends towards them and away from the top.
 */
export function topTwo({ logOdds, right, offsets, folds }: CalibrationRows): CalibrationRows {
  const rows: number[] = [];
  const ends = new Int32Array(offsets.length);
  for (let list = 0; list < folds.length; list++) {
    const own = Array.from({ length: offsets[list + 1]! - offsets[list]! }, (_, i) => offsets[list]! + i);
    rows.push(...own.sort((a, b) => logOdds[b]! - logOdds[a]!).slice(0, 2));
    ends[list + 1] = rows.length;
  }
  return {
    logOdds: Float64Array.from(rows, (row) => logOdds[row]!),
    right: Uint8Array.from(rows, (row) => right[row]!),
    offsets: ends,
    folds,
  };
}

/**
 * Fits the named calibrator, or under `auto` the simplest whose likelihood on folds it was not fitted to is within one
 * standard error, paired by line, of the best.
 */
export function chooseCalibrator(choice: Exclude<CalibratorChoice, 'none'>, rows: CalibrationRows): Calibrator {
  if (choice !== 'auto') return fit(choice, rows.logOdds, rows.right);
  const losses = CANDIDATES.map((kind) => ({ kind, losses: heldOutLosses(kind, rows) }));
  const best = losses.reduce((a, b) => (sum(b.losses) < sum(a.losses) ? b : a));
  const simplest = losses.find((candidate) => withinOneStandardError(candidate.losses, best.losses))!;
  return fit(simplest.kind, rows.logOdds, rows.right);
}

/** Negative log-likelihood of each list's rows under a calibrator fitted to the lists of the other folds. */
function heldOutLosses(kind: Calibrator['kind'], { logOdds, right, offsets, folds }: CalibrationRows): Float64Array {
  const losses = new Float64Array(folds.length);
  const foldOfRow = new Uint8Array(right.length);
  folds.forEach((fold, list) => foldOfRow.fill(fold, offsets[list], offsets[list + 1]));
  for (const fold of new Set(folds)) {
    const outside = (_: number, row: number): boolean => foldOfRow[row] !== fold;
    const calibrator = fit(kind, logOdds.filter(outside), right.filter(outside));
    for (let list = 0; list < folds.length; list++) {
      if (folds[list] !== fold) continue;
      for (let row = offsets[list]!; row < offsets[list + 1]!; row++) {
        const p = calibrate(calibrator, logOdds[row]!);
        losses[list]! -= Math.log(Math.max(right[row] === 1 ? p : 1 - p, 1e-12));
      }
    }
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
