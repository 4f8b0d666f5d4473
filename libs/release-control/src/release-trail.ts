import { appendFile, open } from 'node:fs/promises';
import { Logger } from '@nestjs/common';

/** What somebody did to the models of a service, or tried to. */
export interface ModelChange {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Names in the certificate of who asked; none where certificates are not asked for, and at the start. */
  readonly by: readonly string[];
  readonly change: 'started' | 'active' | 'shadow' | 'canary' | 'ended';
  /** Folder as it was named; empty where none was. */
  readonly bundle: string;
  readonly version?: string;
  readonly digest?: string;
  /** What the gate's record in the manifest says; absent when there is none. */
  readonly gatePassed?: boolean;
  /** Share of the requests, of a shadow or a canary. */
  readonly trafficShare?: number;
  /** Why it was refused; absent when it was done. */
  readonly refused?: string;
}

/** Changes that are remembered, and shown. */
const REMEMBERED = 100;
/** Bytes of the file's end that hold at least so many. */
const MOST_READ = 256 * 1024;

/**
 * The audit trail of a service's models: who changed what, when, and what the gate had said. One JSON line each, appended
 * to a file that outlives the process, or in the log.
 */
export class ReleaseTrail {
  private readonly log = new Logger(ReleaseTrail.name);
  private readonly changes: ModelChange[] = [];

  private constructor(private readonly file: string | undefined) {}

  /**
   * @param file is made when it is not there; absent: the log has the changes, and they are remembered until the process ends
   * @throws Error when the file is there and cannot be read, or holds something else
   */
  static async open(file: string | undefined): Promise<ReleaseTrail> {
    const trail = new ReleaseTrail(file);
    if (file !== undefined) trail.changes.push(...(await readTrail(file)).slice(-REMEMBERED));
    return trail;
  }

  /** Oldest first. */
  get remembered(): readonly ModelChange[] {
    return this.changes;
  }

  /** Writes a change down. Never rejects: what was done is done, and a full disk must not stop a rollback. */
  async add(change: Omit<ModelChange, 'time'>): Promise<void> {
    const entry = { time: new Date().toISOString(), ...change };
    this.changes.push(entry);
    if (this.changes.length > REMEMBERED) this.changes.shift();
    const line = JSON.stringify(entry);
    if (this.file === undefined) {
      // That it started, the service says by itself.
      if (change.change !== 'started') this.log.warn(line);
      return;
    }
    await appendFile(this.file, `${line}\n`).catch((error: unknown) => {
      this.log.error(`audit trail ${this.file!}: ${(error as Error).message}`);
    });
  }
}

/** The last changes in a trail: as many as lie in its end, which is all that is read of it. */
async function readTrail(file: string): Promise<ModelChange[]> {
  const lines = await lastLines(file);
  return lines.map((line) => {
    try {
      return JSON.parse(line) as ModelChange;
    } catch (error) {
      throw new Error(`audit trail ${file}: expected lines of JSON, got ${(error as Error).message}`, { cause: error });
    }
  });
}

async function lastLines(file: string): Promise<string[]> {
  const handle = await open(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return [];
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - MOST_READ);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    // The first line may have begun before what was read.
    return lines.slice(from === 0 ? 0 : 1).filter((line) => line !== '');
  } finally {
    await handle.close();
  }
}
