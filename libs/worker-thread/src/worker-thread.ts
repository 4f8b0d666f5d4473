import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Functions, Question, Reply } from './messages';

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Runs the workspace's TypeScript as it stands; a built app needs it no more. */
const RUN_TYPESCRIPT = new URL('../../../tools/run-typescript.js', import.meta.url);

/**
 * Functions that run in a thread of their own, so that long ones leave this event loop free. A thread that ends by
 * itself takes its open questions with it; the next question starts it anew. It does not keep the process alive.
 */
export class WorkerThread<Served extends Functions> {
  private worker: Worker | undefined;
  private readonly pending = new Map<number, Pending>();
  /** Questions of this turn: each message wakes the thread, so that those that come together go together. */
  private leaving: Question[] = [];
  private asked = 0;
  private closed = false;

  /**
   * @param module calls `serveWorker`; a URL of a file `*.worker.ts` beside the caller, written out in one `new URL`, by which the
   *   build finds what it has to bundle beside the app
   * @param data cloned into the thread each time that it starts
   */
  constructor(
    private readonly module: URL,
    private readonly data: unknown,
  ) {}

  /**
   * Asks for one of its functions.
   * @throws Error when that throws, of the same name and message; or when the thread ends meanwhile
   */
  call<Name extends keyof Served & string>(
    name: Name,
    argument: Parameters<Served[Name]>[0],
  ): Promise<Awaited<ReturnType<Served[Name]>>> {
    return new Promise((resolve, reject) => {
      if (this.closed) {
        reject(new Error('the worker thread is closed'));
        return;
      }
      const id = this.asked++;
      this.pending.set(id, { resolve: resolve as (result: unknown) => void, reject });
      this.worker ??= this.start();
      if (this.pending.size === 1) this.worker.ref();
      if (this.leaving.push({ id, name, argument }) === 1) queueMicrotask(this.send);
    });
  }

  /** Ends the thread; open questions are rejected. */
  async close(): Promise<void> {
    this.closed = true;
    await this.worker?.terminate();
  }

  private readonly send = (): void => {
    const questions = this.leaving;
    this.leaving = [];
    this.worker?.postMessage(questions);
  };

  private start(): Worker {
    const fromSource = this.module.pathname.endsWith('.ts');
    const worker = new Worker(fromSource ? RUN_TYPESCRIPT : this.module, {
      workerData: this.data,
      argv: [fileURLToPath(this.module)],
    });
    worker.on('message', (replies: readonly Reply[]) => {
      for (const reply of replies) {
        const asked = this.pending.get(reply.id);
        this.pending.delete(reply.id);
        if ('error' in reply) asked?.reject(Object.assign(new Error(reply.error.message), { name: reply.error.name }));
        else asked?.resolve(reply.result);
      }
      if (this.pending.size === 0) worker.unref();
    });
    let reason = 'the worker thread has ended';
    worker.on('error', (error) => {
      reason = `the worker thread has ended: ${error.message}`;
    });
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = undefined;
      for (const { reject } of this.pending.values()) reject(new Error(reason));
      this.pending.clear();
    });
    return worker;
  }
}
