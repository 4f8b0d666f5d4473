import { rebuildKept } from '@tiebreak/feedback';
import { type FeedbackStores, FeedbackStoreError, openFeedbackStores } from '@tiebreak/feedback-store';
import { Refusal } from './refusal';

/** Somebody waits at a terminal. */
const PATIENCE_MS = 3_000;

/**
 * Works on the feedback that a search service has kept, and closes it.
 * @throws Refusal when there is none, or its database cannot be used
 */
export async function withFeedback<T>(place: string, work: (stores: FeedbackStores) => Promise<T>): Promise<T> {
  try {
    const stores = await openFeedbackStores(place, { create: false, patienceMs: PATIENCE_MS });
    try {
      return await work(stores);
    } finally {
      await stores.close();
    }
  } catch (error) {
    if (error instanceof FeedbackStoreError) throw new Refusal(error.message);
    throw error;
  }
}

/** Deletes what is kept of a user and learns again from the rest. @returns how many entries went, and how many are left */
export function forgetUser(place: string, user: string): Promise<{ deleted: number; left: number }> {
  return withFeedback(place, async ({ log, q2e }) => {
    const deleted = await log.forget(user);
    return { deleted, left: (await rebuildKept(log, q2e)).entries };
  });
}

/** Makes what was learned again from the log. */
export function rebuildLog(place: string): ReturnType<typeof rebuildKept> {
  return withFeedback(place, ({ log, q2e }) => rebuildKept(log, q2e));
}
