import {
  adaptiveCalibrationError,
  debiasedCalibrationError,
  expectedCalibrationError,
  noiseFloor,
  reliabilityCurve,
  type ScoredOutcomes,
  smoothCalibrationError,
  smoothReliabilityCurve,
} from '@tiebreak/calibration';
import type { CalibrationError, CalibrationRow, Compared, CurvePoint, ReliabilityDiagram } from '@tiebreak/report';
import { clopperPearson, seededRandom } from '@tiebreak/statistics';
import { compare } from './ranked-line';

/** Bars of the histogram of scores. */
const BARS = 20;
/** Outcomes within about one bandwidth of a score that a curve must rest on. */
const LEAST_NEIGHBOURS = 8;
/** Points of a piece of curve, below which it would be a speck. */
const LEAST_POINTS = 3;

interface Measure {
  readonly measure: string;
  readonly meaning: string;
  readonly of: (outcomes: ScoredOutcomes) => number;
}

const ECE: Measure = { measure: 'ECE', meaning: '15 bins of equal width', of: expectedCalibrationError };
const ADAPTIVE: Measure = { measure: 'adaptive ECE', meaning: '15 bins of equal mass', of: adaptiveCalibrationError };
const SMOOTH: Measure = { measure: 'smooth ECE', meaning: 'a kernel instead of bins', of: smoothCalibrationError };
const DEBIASED: Measure = {
  measure: 'debiased ECE',
  meaning: 'squared; may be negative',
  of: debiasedCalibrationError,
};

/** Every calibration error of the winners, beside its noise floor. */
export function calibrationRows(winners: Compared<ScoredOutcomes>, seed: number): CalibrationRow[] {
  return [ECE, ADAPTIVE, SMOOTH, DEBIASED].map(({ measure, meaning, of }) => ({
    measure,
    meaning,
    ...compare((ranking) => withFloor(winners[ranking], of, seed)),
  }));
}

/** The diagram of one set of outcomes, one an utterance. */
export function reliabilityDiagram(outcomes: ScoredOutcomes, seed: number): ReliabilityDiagram {
  const histogram = Array.from({ length: BARS }, () => 0);
  for (const score of Array.from(outcomes.scores)) histogram[Math.min(Math.floor(score * BARS), BARS - 1)]! += 1;
  return {
    outcomes: outcomes.scores.length,
    bins: reliabilityCurve(outcomes).map(({ count, meanScore, rightShare }) => ({
      meanScore,
      rightShare: {
        value: rightShare,
        interval: clopperPearson(Math.round(rightShare * count), count, 0.95, 'both'),
      },
      count,
    })),
    curve: curvePieces(outcomes, seed),
    histogram,
    errors: [ECE, ADAPTIVE, SMOOTH].map(({ measure, of }) => ({ measure, ...withFloor(outcomes, of, seed) })),
  };
}

/** The smooth curve where it rests on enough outcomes: elsewhere it would follow single ones up and down. */
function curvePieces(outcomes: ScoredOutcomes, seed: number): ReliabilityDiagram['curve'] {
  const { points, bandwidth } = smoothReliabilityCurve(outcomes, { random: seededRandom(seed) });
  const neighboursPerDensity = outcomes.scores.length * bandwidth * Math.sqrt(2 * Math.PI);
  const pieces: CurvePoint[][] = [];
  let piece: CurvePoint[] | undefined;
  for (const { score, rate, low, high, density } of points) {
    if (density * neighboursPerDensity < LEAST_NEIGHBOURS) {
      piece = undefined;
      continue;
    }
    if (piece === undefined) pieces.push((piece = []));
    piece.push({ score, rightShare: rate, band: [low, high] });
  }
  return pieces.filter(({ length }) => length >= LEAST_POINTS);
}

function withFloor(outcomes: ScoredOutcomes, of: Measure['of'], seed: number): CalibrationError {
  return { value: of(outcomes), floor: noiseFloor(outcomes, of, { random: seededRandom(seed) }) };
}
