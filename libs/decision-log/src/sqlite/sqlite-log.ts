import { UnusableDatabase } from '@tiebreak/database';
import type { DecisionLog } from '@tiebreak/live-calibration';
import { WorkerThread } from '@tiebreak/worker-thread';
import { columnsOf, decodeDecision, decodeJoined } from '../encoding';
import type { DecisionWorker, FileToOpen } from './sqlite.worker';

/**
 * The log in a file of SQLite, in a thread of its own, so that waiting for the disk holds up nobody; replicas on one machine
 * may share it.
 * @throws UnusableDatabase when it cannot be used
 */
export async function openSqliteLog(path: string, create: boolean): Promise<DecisionLog> {
  const file: FileToOpen = { path, create };
  const thread = new WorkerThread<DecisionWorker>(new URL('./sqlite.worker.ts', import.meta.url), file);
  await thread.call('head', undefined).catch(async (error: unknown) => {
    await thread.close();
    // What a thread throws comes without its class.
    throw new UnusableDatabase((error as Error).message);
  });
  return {
    write: (decisions) => thread.call('write', columnsOf(decisions)),
    find: async (requestId) => {
      const body = await thread.call('find', requestId);
      return body === undefined ? undefined : decodeDecision(body);
    },
    record: (report) => thread.call('record', { requestId: report.requestId, body: JSON.stringify(report) }),
    read: async (after, limit) => {
      const { rows, epoch, position } = await thread.call('read', { after, limit });
      return { epoch, position, outcomes: rows.map(decodeJoined) };
    },
    expire: (before) => thread.call('expire', before),
    close: async () => {
      await thread.call('close', undefined);
      await thread.close();
    },
  };
}
