import { DEFAULT_PROJECTIONS, FeedbackService, readLog, rebuildUpTo } from '@tiebreak/feedback';
import { openFeedbackStores } from '@tiebreak/feedback-store';
import { domainPolicy, isWhatTheLogTeaches } from '@tiebreak/search-engine';
import type { PersistentUser } from './persistent-user';

/** What a database holds after all, beside what clients were told. */
export interface Aftermath {
  /** Number of events that were acknowledged. */
  readonly acknowledged: number;
  /** Ids of acknowledged events that are not in the log. */
  readonly lost: readonly string[];
  /** Ids of events and impressions that are in it more than once. */
  readonly twice: readonly string[];
  /** Ids of impressions whose search was answered and that are not in it. */
  readonly unlogged: readonly string[];
  /** Whether the projections that the last service kept, and those that a new one comes to, are what the log gives. */
  readonly isRebuilt: boolean;
  /** Whether the policy of every catalogue knows what the log teaches from beginning to end, to the bit. */
  readonly isRelearned: boolean;
}

const CATALOGUES = ['Books', 'Music', 'Video'];

/**
 * Looks into a database that no service uses any more.
 * @param location as `openFeedbackStores` takes it
 * @param policy that the services were started with
 */
export async function lookAfter(
  location: string,
  policy: string,
  users: readonly PersistentUser[],
): Promise<Aftermath> {
  const stores = await openFeedbackStores(location);
  const { log, q2e: store } = stores;
  const times = new Map<string, number>();
  for await (const { entries } of readLog(log))
    for (const entry of entries) {
      const id = entry.kind === 'event' ? entry.event.eventId : entry.impression.id;
      times.set(id, (times.get(id) ?? 0) + 1);
    }
  const kept = await rebuildUpTo(log, DEFAULT_PROJECTIONS, (await store.read())!);
  const options = { log, store, projections: DEFAULT_PROJECTIONS, now: Date.now };
  const restarted = await (await FeedbackService.open(options)).rebuild();
  let isRelearned = true;
  for (const domain of CATALOGUES)
    isRelearned &&= await isWhatTheLogTeaches(domainPolicy(domain, policy), stores, DEFAULT_PROJECTIONS);
  await stores.close();
  const isWhole = restarted.entries === [...times.values()].reduce((sum, count) => sum + count, 0);
  const acknowledged = users.flatMap((user) => [...user.acknowledged]);
  const isMissing = (id: string): boolean => !times.has(id);
  return {
    acknowledged: acknowledged.length,
    lost: acknowledged.filter(isMissing),
    twice: [...times].flatMap(([id, count]) => (count > 1 ? [id] : [])),
    unlogged: users.flatMap(({ answered }) => answered.filter(isMissing)),
    isRebuilt: kept.equal === true && restarted.equal === true && isWhole,
    isRelearned,
  };
}
