import type { FeedbackAction } from '@tiebreak/feedback';
import { seededRandom } from '@tiebreak/statistics';
import { joinFeedback } from './join-feedback';

const impression = (id: string, ...entities: string[]) => ({
  id,
  query: `query of ${id}`,
  results: entities.map((entityId, i) => ({ entityId, sources: [], features: [i, NaN] })),
});
const event = (impressionId: string, entityId: string, action: FeedbackAction) => ({ impressionId, entityId, action });

describe('impressions joined by feedback', () => {
  it('have the strongest action on each result, in whatever order events came', () => {
    const events = [
      event('i1', 'a', 'click'),
      event('i1', 'a', 'play'),
      event('i1', 'b', 'play'),
      event('i1', 'b', 'skip'),
      event('i1', 'c', 'skip'),
      event('i1', 'c', 'like'),
      event('i1', 'c', 'favorite'),
    ];
    const [log] = joinFeedback([impression('i1', 'a', 'b', 'c', 'd')], seededRandom(1).shuffle(events));
    expect(log!.results.map(({ action }) => action)).toEqual(['play', 'skip', 'favorite', 'none']);
    expect(log!.query).toBe('query of i1');
    expect(log!.results[1]).toEqual({ entity: 'b', features: [1, NaN], action: 'skip' });
  });

  it('take no event of another impression, or of an entity that was not shown', () => {
    const log = joinFeedback(
      [impression('i1', 'a'), impression('i2', 'a')],
      [event('i2', 'a', 'click'), event('i1', 'x', 'click'), event('i3', 'a', 'like')],
    );
    expect(log.map(({ results }) => results.map(({ action }) => action))).toEqual([['none'], ['click']]);
  });
});
