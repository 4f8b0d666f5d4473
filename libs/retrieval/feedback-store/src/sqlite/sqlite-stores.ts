import { decodeEntry, decodeImpression, type EventLog, impressionKey, type VersionedStore } from '@tiebreak/feedback';
import { WorkerThread } from '@tiebreak/worker-thread';
import { FeedbackStoreError, type FeedbackStores, type OpenOptions, policyName, PROJECTIONS } from '../feedback-stores';
import { GroupCommit } from '../group-commit';
import type { FileToOpen, SqliteWorker } from './sqlite.worker';

/** The file in a thread of its own, so that waiting for the disk holds up nobody. */
type File = WorkerThread<SqliteWorker>;

/**
 * Stores in a file of SQLite; replicas on one machine may share it.
 * @throws FeedbackStoreError when it cannot be used
 */
export async function openSqliteStores(path: string, { create }: OpenOptions): Promise<FeedbackStores> {
  const file: FileToOpen = { path, create };
  const thread: File = new WorkerThread(new URL('./sqlite.worker.ts', import.meta.url), file);
  await thread.call('head', undefined).catch(async (error: unknown) => {
    await thread.close();
    throw namedAgain(error as Error);
  });
  const group = new GroupCommit((entries) => thread.call('commit', entries));
  return {
    log: logOf(thread, group),
    q2e: stateOf<string>(thread, PROJECTIONS),
    policy: (name) => stateOf(thread, policyName(name)),
    close: async () => {
      await group.idle();
      await thread.call('close', undefined);
      await thread.close();
    },
  };
}

function logOf(thread: File, group: GroupCommit): EventLog {
  return {
    append: (entries) => group.append(entries),
    read: async (after, limit) => {
      const { rows, ...head } = await thread.call('read', { after, limit });
      return { ...head, entries: rows.map(decodeEntry) };
    },
    head: () => thread.call('head', undefined),
    impressions: async (ids) => {
      const bodies = await thread.call('bodies', ids.map(impressionKey));
      return new Map(bodies.map((body) => decodeImpression(body)).map((impression) => [impression.id, impression]));
    },
    forget: (userId) => thread.call('forget', userId),
    expire: (before) => thread.call('expire', before),
  };
}

function stateOf<State>(thread: File, name: string): VersionedStore<State> {
  return {
    read: async () => {
      const row = await thread.call('readState', name);
      if (row === undefined) return undefined;
      const { version, epoch, position, body } = row;
      return { version, epoch, position, state: JSON.parse(body) as State };
    },
    write: (expected, { epoch, position, state }) =>
      thread.call('writeState', { name, expected, row: { epoch, position, body: JSON.stringify(state) } }),
  };
}

/** An error of the thread as the class that it had there. */
function namedAgain(error: Error): Error {
  return error.name === FeedbackStoreError.name ? new FeedbackStoreError(error.message) : error;
}
