import { acts, eventOf, impressionOf, MINUTE, NOON, shows } from '../test/entries';
import { Attribution } from './attribution';
import { DEFAULT_FEEDBACK_RULES } from './feedback-rules';

const RULES = { ...DEFAULT_FEEDBACK_RULES, attributionMs: 60 * MINUTE };
const DAY = 24 * 60 * MINUTE;

function attributionOf(rules = RULES): Attribution {
  const attribution = new Attribution(rules);
  attribution.take(shows(impressionOf('i', ['a', 'b', 'c'])));
  return attribution;
}

describe('attribution', () => {
  it('joins an event to its impression, and says which result was confirmed', () => {
    const { standing, confirmations } = attributionOf().take(acts(eventOf('e', 'i', 'b')));
    expect(standing).toBe('joined');
    expect(confirmations).toMatchObject([{ entityId: 'b', position: 2, examined: 0 }]);
  });

  it('confirms a result once, however often it is acted on', () => {
    const attribution = attributionOf();
    attribution.take(acts(eventOf('e1', 'i', 'b')));
    expect(attribution.take(acts(eventOf('e2', 'i', 'b', 'favorite'))).confirmations).toEqual([]);
    expect(attribution.take(acts(eventOf('e3', 'i', 'c'))).confirmations).toMatchObject([{ examined: 2 }]);
  });

  it('gives every result the grade of the best that was done with it', () => {
    const attribution = attributionOf();
    for (const [i, action] of (['favorite', 'skip', 'click'] as const).entries())
      attribution.take(acts(eventOf(`e${i}`, 'i', 'a', action)));
    attribution.take(acts(eventOf('skip', 'i', 'c', 'skip')));
    const [closed] = attribution.closeAll();
    expect([...closed!.grades]).toEqual([
      ['a', 3],
      ['c', -1],
    ]);
    expect(closed!.confirmed).toBe(true);
  });

  it('does not take a skip for a confirmation', () => {
    const attribution = attributionOf();
    expect(attribution.take(acts(eventOf('e', 'i', 'a', 'skip'))).confirmations).toEqual([]);
    expect(attribution.closeAll()[0]!.confirmed).toBe(false);
  });

  it('keeps an orphan until its impression comes, and joins it then', () => {
    const attribution = attributionOf();
    expect(attribution.take(acts(eventOf('e', 'later', 'x'))).standing).toBe('waiting');
    const { confirmations } = attribution.take(shows(impressionOf('later', ['y', 'x'])));
    expect(confirmations).toMatchObject([{ entityId: 'x', position: 2 }]);
  });

  it('gives an orphan up after the attribution window', () => {
    const attribution = attributionOf();
    attribution.take(acts(eventOf('e', 'later', 'x'), NOON));
    const { confirmations } = attribution.take(shows(impressionOf('later', ['x'], { at: NOON + DAY })));
    expect(confirmations).toEqual([]);
  });

  it('closes an impression when the log has gone on past its window, and then takes nothing more for it', () => {
    const attribution = attributionOf();
    const { closed } = attribution.take(acts(eventOf('e', 'i', 'a', 'click', { occurredAt: NOON + DAY })));
    expect(closed.map(({ impression, confirmed }) => [impression.id, confirmed])).toEqual([['i', false]]);
    expect(attribution.impression('i')).toBeUndefined();
  });

  it('learns nothing from an event that happened after the window or before the search', () => {
    const attribution = attributionOf();
    for (const [id, occurredAt] of [
      ['after', NOON + 61 * MINUTE],
      ['before', NOON - 61 * MINUTE],
    ] as const)
      expect(attribution.take(acts(eventOf(id, 'i', 'a', 'click', { occurredAt }), NOON + MINUTE)).standing).toBe(
        'late',
      );
    expect(attribution.closeAll()[0]!.grades.size).toBe(0);
  });

  it('learns nothing from a result that was not shown', () => {
    expect(attributionOf().take(acts(eventOf('e', 'i', 'z'))).standing).toBe('foreign');
  });

  it("caps what teaches: a user's events in all impressions, an anonymous user's in each", () => {
    const rules = { ...RULES, eventsPerUser: 3, eventsPerAnonymousImpression: 2 };
    const attribution = attributionOf(rules);
    const standings = (impressionId: string, count: number): (string | undefined)[] =>
      Array.from(
        { length: count },
        (_, i) => attribution.take(acts(eventOf(`${impressionId}${i}`, impressionId, 'a'))).standing,
      );
    expect(standings('i', 3)).toEqual(['joined', 'joined', 'capped']);
    for (const id of ['u1', 'u2']) attribution.take(shows(impressionOf(id, ['a'], { userId: 'u' })));
    expect([...standings('u1', 2), ...standings('u2', 2)]).toEqual(['joined', 'joined', 'joined', 'capped']);
    const later = NOON + 59 * MINUTE + rules.capMs;
    attribution.take(shows(impressionOf('u3', ['a'], { userId: 'u', at: later })));
    expect(attribution.take(acts(eventOf('e', 'u3', 'a', 'click', { occurredAt: later }))).standing).toBe('joined');
  });

  it('lets only so many events wait, of one impression and of all', () => {
    const attribution = attributionOf({ ...RULES, eventsPerAnonymousImpression: 2, waitingEvents: 3 });
    const standings = ['x', 'x', 'x', 'y', 'z'].map(
      (impressionId, i) => attribution.take(acts(eventOf(`e${i}`, impressionId, 'a'))).standing,
    );
    expect(standings).toEqual(['waiting', 'waiting', 'capped', 'waiting', 'capped']);
  });
});
