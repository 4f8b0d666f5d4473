/**
 * Makes sure that a calibrator can be fitted to the outcomes.
 * @throws Error that says what was expected and what came: lengths that differ, no data, a log-odds that is not
 *   finite, an outcome other than 0 or 1, or outcomes of one class only
 */
export function checkTraining(fitter: string, logOdds: ArrayLike<number>, right: ArrayLike<number>): void {
  const count = logOdds.length;
  if (right.length !== count) {
    throw new Error(`${fitter} expected as many outcomes as log-odds, got ${right.length} and ${count}`);
  }
  if (count === 0) throw new Error(`${fitter} expected outcomes to fit, got none`);
  let rights = 0;
  for (let i = 0; i < count; i++) {
    if (!Number.isFinite(logOdds[i])) throw new Error(`${fitter} expected finite log-odds, got ${logOdds[i]!} at ${i}`);
    if (right[i] !== 0 && right[i] !== 1)
      throw new Error(`${fitter} expected outcomes 0 or 1, got ${right[i]!} at ${i}`);
    rights += right[i]!;
  }
  if (rights === 0 || rights === count) {
    const only = rights === 0 ? 'wrong' : 'right';
    throw new Error(
      `${fitter} expected right and wrong outcomes, got ${count} that are all ${only}; calibrate on more data`,
    );
  }
}

/**
 * Platt's targets: the share right of a class after one more outcome of each kind, instead of 0 and 1.
 * They keep separable data from driving the slope to infinity.
 */
export function smoothedTargets(right: ArrayLike<number>): Float64Array {
  const outcomes = Float64Array.from(right);
  const rights = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const wrongs = outcomes.length - rights;
  return outcomes.map((outcome) => (outcome === 1 ? (rights + 1) / (rights + 2) : 1 / (wrongs + 2)));
}
