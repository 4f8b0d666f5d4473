import { type ClickLog, isClick } from './click-log';

/** How often one entity was shown for one query at each place, from 0, and how often it was clicked there. */
export interface Placement {
  readonly shown: Float64Array;
  readonly clicks: Float64Array;
}

/** A placement divided into two halves, so that they err independently: what was shown below the first place by turns. */
export interface HalvedPlacement extends Placement {
  readonly halves: readonly [Placement, Placement];
}

/**
 * Everything that was shown, by query and entity.
 * @param places those that count; what was shown further down is left out
 */
export function placementsOf(log: ClickLog, places: number): HalvedPlacement[] {
  const byQuery = new Map<string, Map<string, HalvedPlacement>>();
  for (const { query, results } of log) {
    const entities = byQuery.get(query) ?? new Map<string, HalvedPlacement>();
    byQuery.set(query, entities);
    results.slice(0, places).forEach(({ entity, action }, place) => {
      const whole = entities.get(entity) ?? { ...blank(places), halves: [blank(places), blank(places)] };
      entities.set(entity, whole);
      const below = whole.shown.reduce((sum, shown) => sum + shown, -whole.shown[0]!);
      for (const part of [whole, whole.halves[below % 2]!]) {
        part.shown[place]!++;
        if (isClick(action)) part.clicks[place]!++;
      }
    });
  }
  return [...byQuery.values()].flatMap((entities) => [...entities.values()]);
}

function blank(places: number): Placement {
  return { shown: new Float64Array(places), clicks: new Float64Array(places) };
}
