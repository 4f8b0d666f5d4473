import { minimize } from '@tiebreak/optimization';
import { choiceProbabilities, INDEPENDENT, type JointEvidence, jointEvidence, type JointMap } from './joint';

/** One utterance of which it is known what was meant. */
export interface JointLine {
  /** Calibrated scores of its hypotheses, of all domains. */
  readonly scores: readonly number[];
  /** Position of the hypothesis that is right; -1 when none is. */
  readonly rightIndex: number;
}

/** The lines leave the map open; the message says what they lack. */
export class UnfittableLines extends Error {
  override readonly name = 'UnfittableLines';
}

/**
 * Standard deviation of a normal prior around `INDEPENDENT`, on each number. A hundred ordinary lines outweigh it a
 * thousandfold; it only keeps lines that some map explains without fault from driving that map to infinity.
 */
const PRIOR_DEVIATION = 10;
const OPTIONS = { gradientTolerance: 1e-7, relativeDecrease: 1e-14 };

/**
 * Fits the map by maximum likelihood of which hypothesis was right, or none: convex, so that there is one best map.
 * Two runs on the same lines give the same bits.
 * @param lines whose scores come from models that were not trained on them
 * @throws UnfittableLines when on no line a hypothesis is right, or on every line, or when higher scores are right less often
 * @throws RangeError when a score is not a probability, or a `rightIndex` is neither -1 nor a position among the scores
 */
export function fitJoint(lines: readonly JointLine[]): JointMap {
  const choices = lines.map(toChoice);
  const withRight = lines.filter(({ rightIndex }) => rightIndex >= 0).length;
  if (withRight === 0 || withRight === lines.length)
    throw new UnfittableLines(
      `expected lines on which a hypothesis is right and lines on which none is, got ${withRight} and ${lines.length - withRight}`,
    );
  const weight = 1 / (PRIOR_DEVIATION ** 2 * lines.length);
  const origin = toPoint(INDEPENDENT);
  const { point } = minimize(
    {
      evaluate: (at, gradient) => {
        const loss = meanLoss(choices, toMap(at), gradient);
        return at.reduce((sum, x, i) => {
          const distance = x - origin[i]!;
          gradient[i]! += weight * distance;
          return sum + (weight * distance ** 2) / 2;
        }, loss);
      },
    },
    origin,
    OPTIONS,
  );
  const map = toMap(point);
  if (!(map.slope > 0))
    throw new UnfittableLines(
      `expected hypotheses with higher scores to be right more often, got a slope of ${map.slope.toFixed(4)}`,
    );
  return map;
}

/**
 * Mean negative log-likelihood of which hypothesis was right, or none, in nats.
 * @param gradient by slope, intercept and utteranceSlope, overwritten; left alone when it is left out
 * @returns at least 0; NaN without lines
 * @throws RangeError as `fitJoint`
 */
export function jointLoss(lines: readonly JointLine[], map: JointMap, gradient = new Float64Array(3)): number {
  return meanLoss(lines.map(toChoice), map, gradient);
}

interface Choice extends JointEvidence {
  readonly rightIndex: number;
}

function toChoice({ scores, rightIndex }: JointLine, line: number): Choice {
  scores.forEach((score, i) => {
    if (!(score >= 0 && score <= 1))
      throw new RangeError(`lines[${line}].scores[${i}]: expected a probability, got ${score}`);
  });
  if (!Number.isInteger(rightIndex) || rightIndex < -1 || rightIndex >= scores.length)
    throw new RangeError(
      `lines[${line}].rightIndex: expected -1 or a position among ${scores.length} scores, got ${rightIndex}`,
    );
  return { ...jointEvidence(scores), rightIndex };
}

function meanLoss(choices: readonly Choice[], map: JointMap, gradient: Float64Array): number {
  gradient.fill(0);
  let loss = 0;
  for (const choice of choices) {
    const { logOdds, logAny, rightIndex } = choice;
    const { utilities, logTotal, right } = choiceProbabilities(choice, map);
    loss += logTotal - (rightIndex < 0 ? 0 : utilities[rightIndex]!);
    right.forEach((p, i) => {
      const surplus = p - (i === rightIndex ? 1 : 0);
      gradient[0]! += surplus * logOdds[i]!;
      gradient[1]! += surplus;
      gradient[2]! += surplus * logAny;
    });
  }
  for (let i = 0; i < gradient.length; i++) gradient[i]! /= choices.length;
  return loss / choices.length;
}

function toPoint({ slope, intercept, utteranceSlope }: JointMap): Float64Array {
  return Float64Array.of(slope, intercept, utteranceSlope);
}

function toMap([slope, intercept, utteranceSlope]: Float64Array): JointMap {
  return { slope: slope!, intercept: intercept!, utteranceSlope: utteranceSlope! };
}
