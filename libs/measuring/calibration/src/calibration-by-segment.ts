import { holm, normalQuantile } from '@tiebreak/statistics';
import { type PriorShift, priorShift } from './prior-shift';
import { countOutcomes, type ScoredOutcomes } from './scored-outcomes';

/** Calibration in the large of the outcomes that share a key. */
export interface SegmentCalibration extends PriorShift {
  /** The device, intent or whatever the outcomes were split by. */
  readonly segment: string;
  readonly meanScore: number;
  readonly rightShare: number;
  /** `rightShare` - `meanScore`, in [-1, 1]: above 0 when more were right than the scores say. */
  readonly difference: number;
  /** Holm's correction of `pValue` over all segments. */
  readonly adjustedP: number;
  /**
   * The least absolute difference between true rate and mean score that a z-test of this segment, corrected for all of
   * them, would find as often as the power asked for. A segment that shows no difference may have this one.
   */
  readonly detectable: number;
}

export interface SegmentOptions {
  /** Family-wise level that `detectable` is reckoned at, in (0, 1); .05 when left out. */
  readonly level?: number;
  /** In (0, 1); .8 when left out. */
  readonly power?: number;
}

/**
 * Splits outcomes by a key, and tests in each part whether as many were right as the scores say.
 *
 * Scores that are calibrated over all may be too high on one device and too low on another; no curve over all shows it.
 * @param keys of the segments, parallel to the outcomes
 * @returns one entry a segment, the largest first, equals by name
 * @throws RangeError when an outcome is not a probability with 0 or 1, there are not as many keys as outcomes, or an
 *   option lies outside its range
 * @see Hébert-Johnson et al., "Multicalibration", ICML 2018
 */
export function calibrationBySegment(
  outcomes: ScoredOutcomes,
  keys: readonly string[],
  { level = 0.05, power = 0.8 }: SegmentOptions = {},
): SegmentCalibration[] {
  const count = countOutcomes(outcomes);
  if (keys.length !== count) throw new RangeError(`expected a key for each of ${count} outcomes, got ${keys.length}`);
  for (const [name, share] of Object.entries({ level, power }))
    if (!(share > 0 && share < 1)) throw new RangeError(`${name}: expected a share in (0, 1), got ${share}`);

  if (count === 0) return [];

  const segments = new Map<string, { readonly scores: number[]; readonly right: number[] }>();
  keys.forEach((key, i) => {
    const segment = segments.get(key) ?? { scores: [], right: [] };
    segments.set(key, segment);
    segment.scores.push(outcomes.scores[i]!);
    segment.right.push(outcomes.right[i]!);
  });

  // The first step of Holm's procedure, which the largest of several differences has to pass.
  const reach = normalQuantile(1 - level / (2 * segments.size)) + normalQuantile(power);
  const measured = [...segments].map(([segment, part]) => ({ segment, part, shift: priorShift(part) }));
  const adjusted = holm(measured.map(({ shift }) => shift.pValue));
  return measured
    .map(({ segment, part, shift }, i) => ({
      segment,
      ...shift,
      meanScore: shift.expected / shift.count,
      rightShare: shift.observed / shift.count,
      difference: (shift.observed - shift.expected) / shift.count,
      adjustedP: adjusted[i]!,
      detectable: (reach * Math.sqrt(varianceOf(part.scores))) / shift.count,
    }))
    .sort((a, b) => b.count - a.count || (a.segment < b.segment ? -1 : 1));
}

/** Of the number of rights, under the scores. */
function varianceOf(scores: readonly number[]): number {
  return scores.reduce((sum, score) => sum + score * (1 - score), 0);
}
