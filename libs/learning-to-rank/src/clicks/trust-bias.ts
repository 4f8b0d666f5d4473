import type { ClickLog } from './click-log';
import { fitPlaces } from './intervention-harvesting';
import { type HalvedPlacement, type Placement, placementsOf } from './placements';
import { longest, type Propensities } from './propensities';

/** Fewer entities than these, shown at the first place and twice below it, say nothing sure about trust. */
const LEAST_ENTITIES = 30;

/**
 * Examination and trust from the same log: some click the first result because it is first. A relevance g is clicked at
 * the first place with probability a g + b, at place k below with p_k g, so that pairs that include the first place alone
 * cannot tell a from b. The p_k come from pairs below it; then a is the slope, and b the intercept, of the click rate at the
 * first place on the relevance seen below. That regression has noise in what it regresses on, so its slope is
 * cov(first, below) / cov(one half below, other half below), whose noise is independent. A negative b is taken for 0.
 * @see Agarwal et al., "Addressing Trust Bias for Unbiased Learning-to-Rank", WWW 2019, for the model and its correction, in
 *   which a click means relevance with a probability that depends on the place; the estimate by moments is ours, as the
 *   affine form is Vardasbi, Oosterhuis & de Rijke's, "When Inverse Propensity Scoring Does Not Work", CIKM 2020
 * @throws RangeError when too few entities were shown at the first place and below, or none at different places below
 */
export function harvestWithTrust(log: ClickLog): Propensities {
  const places = longest(log);
  const placements = placementsOf(log, places);
  const below = fitPlaces(placements, places, 1);
  const seen = placements.flatMap((placement) => observation(placement, below) ?? []);
  if (seen.length < LEAST_ENTITIES)
    throw new RangeError(
      `log: expected at least ${LEAST_ENTITIES} entities shown at the first place and twice below it, got ${seen.length}`,
    );
  const slope = covariance(seen, 'first', 'below') / covariance(seen, 'oneHalf', 'otherHalf');
  const straight = average(seen, 'first') / average(seen, 'below');
  // Noise can make the slope steeper than a line through 0, which would be trust below 0, or turn it around.
  const lift = slope > 0 && slope < straight ? slope : straight;
  const trusted = average(seen, 'first') - lift * average(seen, 'below');
  const shown = placements.reduce((sum, placement) => sum + placement.shown[0]!, 0);
  const rate = placements.reduce((sum, placement) => sum + placement.clicks[0]!, 0) / shown;
  return {
    examination: below.map((p, place) => (place === 0 ? 1 : p / lift)),
    relevantShare: Math.min(1, Math.max(LEAST_SHARE, 1 - trusted / rate)),
  };
}

/** A share of 0 would take back every click at the first place. */
const LEAST_SHARE = 0.05;

/** An entity's click rate at the first place, and its relevance below in units of the second place's clicks. */
interface Observation {
  readonly weight: number;
  readonly first: number;
  readonly below: number;
  readonly oneHalf: number;
  readonly otherHalf: number;
}

function observation(placement: HalvedPlacement, examination: Float64Array): Observation | undefined {
  const [oneHalf, otherHalf] = placement.halves.map((half) => relevanceBelow(half, examination));
  const first = placement.shown[0]!;
  if (first === 0 || Number.isNaN(oneHalf) || Number.isNaN(otherHalf)) return undefined;
  const rest = placement.shown.reduce((sum, shown) => sum + shown, -first);
  return {
    weight: Math.min(first, rest),
    first: placement.clicks[0]! / first,
    below: relevanceBelow(placement, examination),
    oneHalf: oneHalf!,
    otherHalf: otherHalf!,
  };
}

/** NaN when it was not shown there. */
function relevanceBelow({ shown, clicks }: Placement, examination: Float64Array): number {
  let clicked = 0;
  let examined = 0;
  for (let place = 1; place < shown.length; place++) {
    clicked += clicks[place]!;
    examined += shown[place]! * examination[place]!;
  }
  return clicked / examined;
}

type Measured = Exclude<keyof Observation, 'weight'>;

function average(seen: readonly Observation[], name: Measured): number {
  let sum = 0;
  let weights = 0;
  for (const one of seen) {
    sum += one.weight * one[name];
    weights += one.weight;
  }
  return sum / weights;
}

function covariance(seen: readonly Observation[], a: Measured, b: Measured): number {
  const [meanA, meanB] = [average(seen, a), average(seen, b)];
  return seen.reduce((sum, one) => sum + one.weight * (one[a] - meanA) * (one[b] - meanB), 0);
}
