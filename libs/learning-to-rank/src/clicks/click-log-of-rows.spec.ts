import { type FeedbackAction, gradeOf, type TrainingRow, UNTOUCHED } from '@tiebreak/feedback';
import fc from 'fast-check';
import { actionOf, clickLogOfRows } from './click-log-of-rows';

const row = (entityId: string, changes: Partial<TrainingRow> = {}): TrainingRow => ({
  ...{ impressionId: 'i', domain: 'Video', query: 'jaws', entityId, position: 1, features: [1, NaN] },
  ...{ rankerVersion: 'r@1', featureSchema: 's', grade: UNTOUCHED, ...changes },
});
async function* each(...impressions: TrainingRow[][]): AsyncGenerator<readonly TrainingRow[]> {
  for (const rows of impressions) yield await Promise.resolve(rows);
}
const WANTED = { domain: 'Video', featureSchema: 's', columns: 2 };

it('an action is known again by its grade, however long a play was', () => {
  const actions: FeedbackAction[] = ['skip', 'click', 'play', 'like', 'favorite'];
  fc.assert(
    fc.property(fc.constantFrom(...actions), fc.double({ min: 0, max: 1e6, noNaN: true }), (action, value) => {
      expect(actionOf(gradeOf({ action, value }))).toBe(action);
    }),
  );
  expect(actionOf(UNTOUCHED)).toBe('none');
});

it('rows of other columns, or that do not say which they have, are counted and not learned from', async () => {
  const { featureSchema: _, ...unsaid } = row('a');
  const { log, otherSchema } = await clickLogOfRows(
    each([row('a', { grade: 1 })], [row('a', { featureSchema: 't' })], [unsaid], [row('a', { features: [1] })]),
    WANTED,
  );
  expect([log.length, otherSchema]).toEqual([1, 3]);
});

it('keeps the order shown, actions and swaps, of the domain alone', async () => {
  const swap = { place: 1, swapped: true };
  const { log, otherSchema } = await clickLogOfRows(
    each([row('a', { swap }), row('b', { swap, grade: 1 })], [row('c', { domain: 'Music', featureSchema: 't' })], []),
    WANTED,
  );
  expect(otherSchema).toBe(0);
  expect(log).toEqual([
    {
      query: 'jaws',
      results: [
        { entity: 'a', features: [1, NaN], action: 'none' },
        { entity: 'b', features: [1, NaN], action: 'click' },
      ],
      swap,
    },
  ]);
});
