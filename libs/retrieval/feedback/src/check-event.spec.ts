import { eventOf, impressionOf, MINUTE, NOON } from '../test/entries';
import { checkAgainst, checkEvent } from './check-event';
import { checkImpression, redacted } from './check-impression';
import { DEFAULT_FEEDBACK_RULES } from './feedback-rules';
import { gradeOf } from './grade';

const check = (changes: object): string | undefined =>
  checkEvent({ ...eventOf('e', 'i', 'a'), ...changes }, NOON, DEFAULT_FEEDBACK_RULES);

describe('the check of an event', () => {
  it('lets a good one pass', () => {
    expect(check({})).toBeUndefined();
    expect(check({ action: 'play', value: 0 })).toBeUndefined();
    expect(check({ occurredAt: NOON + 60 * MINUTE })).toBeUndefined();
  });

  it.each([
    [{ eventId: '' }, 'eventId: expected 1 to 200 characters of well-formed text, got ""'],
    [{ impressionId: 'x'.repeat(201) }, 'impressionId: expected 1 to 200 characters'],
    [{ entityId: '\ud800' }, 'entityId: expected 1 to 200 characters of well-formed text'],
    [{ entityId: 'a\0b' }, 'entityId: expected 1 to 200 characters of well-formed text'],
    [{ action: 'stare' }, 'action: expected one of skip, click, play, like, favorite, got stare'],
    [{ action: 'play', value: -1 }, 'value: expected a finite number, 0 or more, got -1'],
    [{ action: 'play', value: NaN }, 'value: expected a finite number, 0 or more, got NaN'],
    [{ action: 'like', value: Infinity }, 'value: expected a finite number, 0 or more, got Infinity'],
    [{ occurredAt: NaN }, 'occurredAt: expected milliseconds since 1970, got NaN'],
    [{ occurredAt: -1 }, 'occurredAt: expected milliseconds since 1970, got -1'],
    [{ occurredAt: NOON + 61 * MINUTE }, 'occurredAt: expected a time before 2026-01-01T13:00:00.000Z, got'],
  ])('refuses %j and says why', (changes, reason) => {
    expect(check(changes)).toContain(reason);
  });

  it('refuses an entity that the impression did not show', () => {
    const impression = impressionOf('i', ['a', 'b']);
    expect(checkAgainst(eventOf('e', 'i', 'b'), impression)).toBeUndefined();
    expect(checkAgainst(eventOf('e', 'i', 'z'), impression)).toBe('entityId: expected a result of impression i, got z');
  });
});

describe('the check of an impression', () => {
  it.each([
    [{ id: '' }, 'id: expected 1 to 200 characters'],
    [{ userId: 'a\0' }, 'userId: expected at most 200 characters'],
    [{ at: NaN }, 'at: expected milliseconds since 1970, got NaN'],
    [{ jointPropensity: 0 }, 'propensity: expected a probability in (0, 1], got 0'],
    [{ swap: { place: 1, swapped: true } }, 'swap.place: expected a whole number in [1, 1), got 1'],
    [
      { choices: [{ strategy: 'x', depth: 1, propensity: 1.5 }] },
      'propensity: expected a probability in (0, 1], got 1.5',
    ],
    [{ results: impressionOf('i', ['a', 'a']).results }, 'results: expected every entity once, got one twice'],
  ])('refuses %j and says why', (changes, reason) => {
    expect(checkImpression(impressionOf('i', ['a'], changes))).toContain(reason);
  });

  it('shows a process log neither words nor user', () => {
    const shown = JSON.stringify(redacted(impressionOf('i', ['a'], { query: 'my secret', userId: 'jane' })));
    expect(shown).not.toMatch(/secret|jane/);
    expect(shown).toContain('[9 characters]');
  });
});

describe('grades', () => {
  it('rise from skip by nothing, click, play by its seconds and like to favorite', () => {
    const grades = [
      gradeOf({ action: 'skip' }),
      0,
      gradeOf({ action: 'click' }),
      ...[undefined, 10, 100, 86_400].map((value) =>
        gradeOf(value === undefined ? { action: 'play' } : { action: 'play', value }),
      ),
      gradeOf({ action: 'like' }),
      gradeOf({ action: 'favorite' }),
    ];
    expect(grades).toEqual(grades.toSorted((a, b) => a - b));
    expect(new Set(grades).size).toBe(grades.length);
  });
});
