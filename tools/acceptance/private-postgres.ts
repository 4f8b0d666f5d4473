import { execFile, type ExecFileException } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port';

/** Where packages of PostgreSQL put a folder for each of their versions. */
const VERSIONS = '/usr/lib/postgresql';
const run = promisify(execFile);

/** The programs of the newest PostgreSQL of this machine; undefined when there is none. */
export function postgresPrograms(): string | undefined {
  if (!existsSync(VERSIONS)) return undefined;
  const folders = readdirSync(VERSIONS)
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(VERSIONS, version, 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/**
 * A cluster of PostgreSQL of a test's own: its data and its socket in a folder in the system's temporary one, on a port of
 * its own. It is safe to kill, and it has nothing to do with a server that the machine may run.
 */
export class PrivatePostgres {
  private constructor(
    private readonly programs: string,
    private readonly folder: string,
    private readonly port: number,
    private readonly owner: Owner,
  ) {}

  static async start(programs: string): Promise<PrivatePostgres> {
    const owner = await ownerOf();
    const folder = await mkdtemp(join(tmpdir(), 'tiebreak-postgres-'));
    if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid!);
    const cluster = new PrivatePostgres(programs, folder, await freePort(), owner);
    try {
      await cluster.program('initdb', [
        '-D',
        cluster.data,
        '-U',
        'tiebreak',
        '-A',
        'trust',
        '-E',
        'UTF8',
        '--locale=C',
      ]);
      await cluster.boot();
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    return cluster;
  }

  get url(): string {
    return `postgres://tiebreak@127.0.0.1:${this.port}/postgres`;
  }

  /** Starts it, and waits until it takes connections; after a crash it repairs itself first. */
  async boot(): Promise<void> {
    const options = `-p ${this.port} -k ${this.folder} -h 127.0.0.1`;
    await this.program('pg_ctl', [
      'start',
      '-D',
      this.data,
      '-w',
      '-t',
      '60',
      '-l',
      join(this.folder, 'log'),
      '-o',
      options,
    ]);
  }

  /** Ends it at once, as a crash does: without writing down what it holds in memory. */
  async crash(): Promise<void> {
    await this.program('pg_ctl', ['stop', '-D', this.data, '-m', 'immediate', '-w']);
  }

  async remove(): Promise<void> {
    await this.crash().catch(() => undefined);
    await rm(this.folder, { recursive: true, force: true });
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  private async program(name: string, args: readonly string[]): Promise<void> {
    try {
      // Its own folder: the server cannot enter the one that whoever started this stands in.
      await run(join(this.programs, name), args, { ...this.owner, cwd: this.folder });
    } catch (error) {
      const { stderr, stdout } = error as ExecFileException & { stdout: string; stderr: string };
      throw new Error(`${name} failed: ${stderr}${stdout}`, { cause: error });
    }
  }
}

/** Whom its processes belong to. PostgreSQL refuses to run as root, who has the system's user postgres run it. */
interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

async function ownerOf(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}
