import { type JointLine, jointLoss, type JointMap, jointProbabilities } from '@tiebreak/aggregation';
import { expectedCalibrationError, noiseFloor, type NoiseFloor, type ScoredOutcomes } from '@tiebreak/calibration';
import { probability } from '@tiebreak/interpretation';
import type { Random } from '@tiebreak/statistics';

/** How well one kind of probability agrees with what came of it. */
export interface ChoiceCalibration {
  readonly ece: number;
  readonly noiseFloor: NoiseFloor;
}

/** How well a map does on lines. */
export interface JointCheck {
  /** Mean negative log-likelihood of which hypothesis was right, or none, in nats. */
  readonly nll: number;
  /** Of P(the top hypothesis is right). */
  readonly top: ChoiceCalibration;
  /** Of P(none is right). */
  readonly none: ChoiceCalibration;
}

/** Checks a map on lines that it was not fitted on. @param lines each with one score at least, best first */
export function checkJoint(lines: readonly JointLine[], map: JointMap, random: Random): JointCheck {
  const joint = lines.map(({ scores }) => jointProbabilities(scores.map(probability), map));
  const outcomesOf = (scores: readonly number[], rightIndex: number): ScoredOutcomes => ({
    scores,
    right: lines.map((line) => (line.rightIndex === rightIndex ? 1 : 0)),
  });
  const calibrationOf = (outcomes: ScoredOutcomes): ChoiceCalibration => ({
    ece: expectedCalibrationError(outcomes),
    noiseFloor: noiseFloor(outcomes, expectedCalibrationError, { random }),
  });
  return {
    nll: jointLoss(lines, map),
    top: calibrationOf(
      outcomesOf(
        joint.map(({ right }) => right[0]!),
        0,
      ),
    ),
    none: calibrationOf(
      outcomesOf(
        joint.map(({ none }) => none),
        -1,
      ),
    ),
  };
}
