import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { environment } from '@tiebreak/configuration';
import type { wire } from '@tiebreak/protocol';

const CLI = fileURLToPath(new URL('../bin/tiebreak.js', import.meta.url));
const DATA = mkdtempSync(join(tmpdir(), 'tiebreak-start-'));
afterAll(() => {
  rmSync(DATA, { recursive: true, force: true });
});

/** No port that another run may hold. */
const ANY_PORTS = {
  TIEBREAK_MUSIC_PORT: '0',
  TIEBREAK_BOOKS_PORT: '0',
  TIEBREAK_VIDEO_PORT: '0',
  TIEBREAK_AGGREGATOR_PORT: '0',
  TIEBREAK_AGGREGATOR_HTTP_PORT: '0',
  TIEBREAK_NLU_PORT: '0',
  TIEBREAK_SEARCH_PORT: '0',
  TIEBREAK_SEARCH_HTTP_PORT: '0',
  // Indexed anew, and without the minute that an encoder takes on a busy machine.
  TIEBREAK_SEARCH_DATA: DATA,
  TIEBREAK_SEARCH_ENCODER: 'none',
};

/** Services of somebody else, whom nobody asks here: fewer start, and sooner. */
const DOMAINS_ALONE = { ...ANY_PORTS, TIEBREAK_NLU: '127.0.0.1:9', TIEBREAK_SEARCH: '127.0.0.1:9' };

/** What a test started and did not end, because it failed, would keep the run from ending. */
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGINT');
});

describe('tiebreak start', () => {
  it('starts all services, decides "play mary poppins" on three devices, asks by words, stays up, and ends all of them on Ctrl-C', async () => {
    const run = start(ANY_PORTS);
    await run.says(/Ctrl-C ends all/);
    // What is asked by words comes after these.
    const tables = run
      .text()
      .split('\n\n')
      .filter((part) => part.startsWith('"play mary poppins" on '))
      .slice(0, 3);
    expect(tables.map((table) => table.split('\n')[0])).toEqual(
      ['voice_only', 'fire_tv', 'tablet'].map((device) => `"play mary poppins" on ${device}`),
    );
    for (const table of tables) {
      expect(table).toMatch(/^domain +intent +slots +upstream +calibrated$/m);
      expect(table.match(/^(Music|Books|Video) /gm)).toHaveLength(8);
      expect(table).toMatch(/^decision: (ACT|CONFIRM|DISAMBIGUATE|REJECT) .*right with probability 0\.\d\d\)$/m);
      expect(table).not.toContain('fallback');
    }
    const serving = run
      .text()
      .match(/^\w+ +serves on .*$/gm)!
      .join();
    const ports = [...serving.matchAll(/port (\d+)/g)].map(([, port]) => Number(port));
    // Six gRPC ports, six admin ports, and HTTP of two.
    expect(new Set(ports).size).toBe(ports.length);
    expect(ports).toHaveLength(14);
    expect((await fetch(`http://127.0.0.1:${httpPort(run.text())}/readyz`)).status).toBe(200);

    expect(run.text()).toMatch(/^search +serves on port \d+, HTTP on port \d+, admin on port \d+$/m);
    expect(run.text().match(/^took: nlu \d+ ms, resolve \d+ ms/gm)).toHaveLength(3);
    const response = await fetch(`http://127.0.0.1:${httpPort(run.text())}/v1/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ domain: 'Video', slots: [{ name: 'object_name', value: 'mary poppins' }] }),
    });
    const { results } = (await response.json()) as wire.SearchResponse;
    expect(results[0]!.entity).toMatchObject({ title: 'Mary Poppins' });

    run.child.kill('SIGINT');
    expect(await run.exitCode()).toBe(0);
    await expect(fetch(`http://127.0.0.1:${httpPort(run.text())}/readyz`)).rejects.toThrow();
  });

  it('leaves no service behind when whoever reads its output goes away', async () => {
    const run = start(DOMAINS_ALONE);
    await run.says(/serves on port/);
    const port = Number(/serves on port (\d+)/.exec(run.text())![1]);
    run.child.stderr!.destroy();
    await run.ended();
    await expect(untilRefused(port)).resolves.toBe('refused');
  });

  it('names the variable of a port that is taken, and ends what it had started', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const run = start({ ...DOMAINS_ALONE, TIEBREAK_BOOKS_PORT: String((other.address() as AddressInfo).port) });
    expect(await run.exitCode()).toBe(1);
    other.close();
    expect(run.text()).toMatch(/books did not start .*set TIEBREAK_BOOKS_PORT to another/s);
  });
});

interface Run {
  readonly child: ChildProcess;
  text(): string;
  says(pattern: RegExp): Promise<void>;
  exitCode(): Promise<number | null>;
  /** Settles when the process has ended, even with its output still open. */
  ended(): Promise<void>;
}

function start(variables: Record<string, string>): Run {
  const child = spawn(process.execPath, [CLI, 'start'], {
    env: { ...environment(), ...variables },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  started.push(child);
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  return {
    child,
    text: () => text,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        child.stderr.on('data', () => {
          if (pattern.test(text)) resolve();
        });
        void closed.then(() => {
          reject(new Error(`ended before it said ${String(pattern)}: ${text}`));
        });
      }),
    exitCode: () => closed,
    ended: () => exited,
  };
}

function httpPort(text: string): string {
  return /^aggregator .*HTTP on port (\d+)/m.exec(text)![1]!;
}

/** Waits until nobody listens on a port, five seconds at most. */
async function untilRefused(port: number): Promise<'refused' | 'open'> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      }).once('error', () => {
        resolve(false);
      });
    });
    if (!open) return 'refused';
    await sleep(100);
  }
  return 'open';
}
