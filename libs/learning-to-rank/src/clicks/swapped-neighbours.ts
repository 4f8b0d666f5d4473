import { type ClickLog, isClick } from './click-log';
import { longest, type Propensities } from './propensities';

/** Clicks at a place and at the next one, of impressions in which they were exchanged or not. */
interface Arm {
  shown: number;
  upper: number;
  lower: number;
}

/**
 * Examination from impressions in which a fair coin exchanged two neighbours: both places then hold the same results
 * equally often, so that their clicks are to each other as their examinations are. Both arms count alike, whatever their
 * sizes. Half a click is added to each place: without evidence two neighbours are alike. Everything at the first place
 * counts as examination, trust too.
 * @see Wang et al., "Position Bias Estimation for Unbiased Learning to Rank in Personal Search", WSDM 2018 (RandPair);
 *   Joachims, Swaminathan & Schnabel, "Unbiased Learning-to-Rank with Biased Feedback", WSDM 2017
 * @throws RangeError when the log has no such impressions, or one names a place that has no next one
 */
export function swappedNeighbours(log: ClickLog): Propensities {
  const places = longest(log);
  const arms = Array.from({ length: places - 1 }, () => [0, 1].map((): Arm => ({ shown: 0, upper: 0, lower: 0 })));
  let swaps = 0;
  for (const { results, swap } of log) {
    if (swap === undefined) continue;
    if (!Number.isInteger(swap.place) || swap.place < 1 || swap.place >= results.length)
      throw new RangeError(`swap.place: expected a whole number in [1, ${results.length}), got ${swap.place}`);
    const arm = arms[swap.place - 1]![swap.swapped ? 1 : 0]!;
    swaps++;
    arm.shown++;
    if (isClick(results[swap.place - 1]!.action)) arm.upper++;
    if (isClick(results[swap.place]!.action)) arm.lower++;
  }
  if (swaps === 0)
    throw new RangeError('log: expected impressions with a swap, got none; exchange neighbours for a share of traffic');
  const examination = new Float64Array(places).fill(1);
  arms.forEach((pair, i) => {
    const shown = pair.reduce((sum, arm) => sum + arm.shown, 0);
    const clicks = (place: 'upper' | 'lower'): number =>
      pair.reduce((sum, arm) => sum + (arm.shown === 0 ? 0 : ((shown / 2) * arm[place]) / arm.shown), 0.5);
    examination[i + 1] = (examination[i]! * clicks('lower')) / clicks('upper');
  });
  return { examination, relevantShare: 1 };
}
