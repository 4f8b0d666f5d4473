import { sigmoid } from '@tiebreak/interpretation';
import { minimize } from '@tiebreak/optimization';
import type { ClickLog } from './click-log';
import { type Placement, placementsOf } from './placements';
import { longest, type Propensities } from './propensities';

/** What was shown at two places, each entity of a query as often at one as at the other: weighted clicks and the rest. */
interface PlacePair {
  readonly places: readonly [number, number];
  readonly clicks: readonly [number, number];
  readonly shown: number;
}

/**
 * Examination from entities that stood at different places for the same query, because the ranker changed, a list was
 * explored or neighbours were exchanged: whatever their relevance, it was the same at both places. All pairs of places are
 * fitted together: at places k and k' of those shown at both, click rates are p_k r_kk' and p_k' r_kk', by maximum
 * likelihood. It holds as long as entities do not move because of who is searching. Unlike the paper, an entity counts as
 * often as it was shown at the rarer of two places, which lessens the noise of those shown once. A place without evidence
 * is as the one above it.
 * @see Agarwal et al., "Estimating Position Bias without Intrusive Interventions", WSDM 2019 (AllPairs)
 * @throws RangeError when no entity was shown, and clicked, at different places for the same query
 */
export function harvestInterventions(log: ClickLog): Propensities {
  const places = longest(log);
  return { examination: fitPlaces(placementsOf(log, places), places, 0), relevantShare: 1 };
}

/** Examination of all places relative to place `reference`, from 0; those above the reference are left at 1. */
export function fitPlaces(placements: readonly Placement[], places: number, reference: number): Float64Array {
  const pairs = placePairs(placements, places, reference);
  const known = connected(pairs, places, reference);
  if (known.size < 2)
    throw new RangeError(
      'log: expected entities clicked at different places for the same query, got none; exchange neighbours for a share of traffic',
    );
  const used = pairs.filter((pair) => known.has(pair.places[0]));
  const { point } = minimize(
    {
      evaluate(logits, gradient) {
        gradient.fill(0);
        let loss = 0;
        const total = used.reduce((sum, { shown }) => sum + 2 * shown, 0);
        used.forEach(({ places: both, clicks, shown }, i) => {
          const relevance = sigmoid(logits[places + i]!);
          both.forEach((place, side) => {
            const examined = sigmoid(logits[place]!);
            const rate = examined * relevance;
            const clicked = clicks[side]!;
            loss -= (clicked * Math.log(rate) + (shown - clicked) * Math.log1p(-rate)) / total;
            // By the logit of either factor, ln rate changes by 1 - factor.
            const byLogRate = -(clicked - ((shown - clicked) * rate) / (1 - rate)) / total;
            gradient[place]! += byLogRate * (1 - examined);
            gradient[places + i]! += byLogRate * (1 - relevance);
          });
        });
        return loss;
      },
    },
    new Float64Array(places + used.length),
    { maxIterations: 500, gradientTolerance: 1e-9, relativeDecrease: 1e-12 },
  );
  const examination = new Float64Array(places).fill(1);
  for (let place = reference + 1; place < places; place++)
    examination[place] = known.has(place)
      ? sigmoid(point[place]!) / sigmoid(point[reference]!)
      : examination[place - 1]!;
  return examination;
}

/** All pairs of places with clicks at both, from place `first` on. */
function placePairs(placements: readonly Placement[], places: number, first: number): PlacePair[] {
  const pairs: PlacePair[] = [];
  for (let upper = first; upper < places; upper++)
    for (let lower = upper + 1; lower < places; lower++) {
      let shown = 0;
      const clicks: [number, number] = [0, 0];
      for (const placement of placements) {
        const weight = Math.min(placement.shown[upper]!, placement.shown[lower]!);
        if (weight === 0) continue;
        shown += weight;
        clicks[0] += (weight * placement.clicks[upper]!) / placement.shown[upper]!;
        clicks[1] += (weight * placement.clicks[lower]!) / placement.shown[lower]!;
      }
      if (clicks[0] > 0 && clicks[1] > 0) pairs.push({ places: [upper, lower], clicks, shown });
    }
  return pairs;
}

/** The places that pairs link with the reference, however many lie between. */
function connected(pairs: readonly PlacePair[], places: number, reference: number): Set<number> {
  const known = new Set([reference]);
  for (let round = 0; round < places; round++)
    for (const { places: both } of pairs) if (both.some((place) => known.has(place))) both.forEach((p) => known.add(p));
  return known;
}
