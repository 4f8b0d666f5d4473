import type { FeedbackAction } from '@tiebreak/feedback';

/** What became of a shown result: the best thing that the user did with it. */
export type ResultAction = FeedbackAction | 'none';

/** A result as it was shown, with what the ranker saw of it. */
export interface ShownResult {
  readonly entity: string;
  /** NaN is missing. */
  readonly features: ArrayLike<number>;
  readonly action: ResultAction;
}

/** One search and what came of it. */
export interface LoggedImpression {
  /** Impressions of one query are compared: who puts more of the context into it compares less, and errs less. */
  readonly query: string;
  /** In the order shown. */
  readonly results: readonly ShownResult[];
  /** When a fair coin decided whether the results at `place` and the one after it were exchanged; 1 is the first. */
  readonly swap?: { readonly place: number; readonly swapped: boolean };
}

export type ClickLog = readonly LoggedImpression[];

/** Whether an action says that the result was looked at and wanted. */
export function isClick(action: ResultAction): boolean {
  return action !== 'none' && action !== 'skip';
}

/**
 * Grade of each action: skip < none < click < play < like < favorite. A result on which nothing was done is above a
 * skipped one by little, as it may not have been seen.
 */
export const ACTION_GRADES: Readonly<Record<ResultAction, number>> = {
  skip: 0,
  none: 0.25,
  click: 1,
  play: 2,
  like: 3,
  favorite: 4,
};

/** Grades of the results of one impression. Where nothing was skipped, those without an action have 0. */
export function gradesOf({ results }: LoggedImpression): number[] {
  const skipped = results.some(({ action }) => action === 'skip');
  return results.map(({ action }) => (action === 'none' && !skipped ? 0 : ACTION_GRADES[action]));
}
