import type { FeedbackAction, FeedbackEvent } from './feedback-event';

/** A play of so many seconds stands halfway between a click and a like. */
const HALF_PLAY_SECONDS = 30;

/** How well a result served, in [-1, 3]: skip -1 < none 0 < click 1 < play (1, 2) < like 2 < favorite 3. */
export type Grade = number;

/** Of a result on which nobody acted. */
export const UNTOUCHED: Grade = 0;

/** The grade of one action; of several on a result the highest counts. */
export function gradeOf({ action, value = 0 }: Pick<FeedbackEvent, 'action' | 'value'>): Grade {
  switch (action) {
    case 'skip':
      return -1;
    case 'click':
      return 1;
    case 'play':
      // A play just begun is still more than a click; an endless one is less than a like.
      return 1.25 + (0.75 * value) / (value + HALF_PLAY_SECONDS);
    case 'like':
      return 2;
    case 'favorite':
      return 3;
  }
}

/** Whether an action says that the result was wanted. */
export function isPositive(action: FeedbackAction): boolean {
  return action !== 'skip';
}
