import { serveWorker } from '@tiebreak/worker-thread';
import type { EntryColumns } from '../entry-columns';
import { SqliteFile, type StateRow } from './sqlite-file';

/** What the worker is given. */
export interface FileToOpen {
  readonly path: string;
  /** Whether to make it if it is not there. */
  readonly create: boolean;
}

interface StateToWrite {
  readonly name: string;
  readonly expected: number;
  readonly row: Omit<StateRow, 'version'>;
}

function open({ path, create }: FileToOpen) {
  const file = new SqliteFile(path, create);
  return {
    commit: (entries: EntryColumns) => file.commit(entries),
    head: () => file.head(),
    read: ({ after, limit }: { readonly after: number; readonly limit: number }) => file.read(after, limit),
    bodies: (keys: readonly string[]) => file.bodies(keys),
    forget: (userId: string) => file.forget(userId),
    expire: (before: number) => file.expire(before),
    readState: (name: string) => file.readState(name),
    writeState: ({ name, expected, row }: StateToWrite) => file.writeState(name, expected, row),
    close: () => {
      file.close();
    },
  };
}

/** What the thread of a file offers. */
export type SqliteWorker = ReturnType<typeof open>;

serveWorker(open);
