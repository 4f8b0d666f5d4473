import { serveWorker } from '@tiebreak/worker-thread';
import type { DecisionColumns } from '../encoding';
import { DecisionFile } from './decision-file';

/** What the worker is given. */
export interface FileToOpen {
  readonly path: string;
  /** Whether to make it if it is not there. */
  readonly create: boolean;
}

function open({ path, create }: FileToOpen) {
  const file = new DecisionFile(path, create);
  return {
    head: () => file.head(),
    write: (decisions: DecisionColumns) => {
      file.write(decisions);
    },
    find: (requestId: string) => file.find(requestId),
    record: ({ requestId, body }: { readonly requestId: string; readonly body: string }) =>
      file.record(requestId, body),
    read: ({ after, limit }: { readonly after: number; readonly limit: number }) => file.read(after, limit),
    expire: (before: number) => file.expire(before),
    close: () => {
      file.close();
    },
  };
}

/** What the thread of a file offers. */
export type DecisionWorker = ReturnType<typeof open>;

serveWorker(open);
