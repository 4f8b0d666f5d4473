import fc from 'fast-check';
import type { ResultAction } from './click-log';
import { placementsOf } from './placements';

const list = fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 1 });
const action = fc.constantFrom<ResultAction>('none', 'skip', 'click', 'play');
const impression = fc
  .record({
    query: fc.constantFrom('q', 'r'),
    entities: list,
    actions: fc.array(action, { minLength: 4, maxLength: 4 }),
  })
  .map(({ query, entities, actions }) => ({
    query,
    results: entities.map((entity, i) => ({ entity, features: [], action: actions[i]! })),
  }));

describe('the placements of a log', () => {
  it('count every result within the places once, and its halves add up to it', () => {
    fc.assert(
      fc.property(fc.array(impression, { maxLength: 20 }), fc.integer({ min: 1, max: 4 }), (log, places) => {
        const placements = placementsOf(log, places);
        for (let place = 0; place < places; place++) {
          const there = log.flatMap(({ results }) => results.slice(place, place + 1));
          const clicked = there.filter(({ action: done }) => done === 'click' || done === 'play');
          const sum = (of: 'shown' | 'clicks') => placements.reduce((all, one) => all + one[of][place]!, 0);
          expect([sum('shown'), sum('clicks')]).toEqual([there.length, clicked.length]);
        }
        for (const { shown, clicks, halves } of placements) {
          expect(shown).toEqual(halves[0].shown.map((count, place) => count + halves[1].shown[place]!));
          expect(clicks).toEqual(halves[0].clicks.map((count, place) => count + halves[1].clicks[place]!));
        }
      }),
    );
  });

  it('divide evenly what was shown below the first place, wherever that was', () => {
    fc.assert(
      fc.property(fc.array(impression, { maxLength: 20 }), (log) => {
        for (const { halves } of placementsOf(log, 4)) {
          const [one, other] = halves.map(({ shown }) => shown.slice(1).reduce((a, b) => a + b, 0));
          expect(Math.abs(one! - other!)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
