import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

type Reply<Result> = { readonly result: Result } | { readonly error: string };

/**
 * A function that runs in a process of its own, so that it shares an event loop and a heap with nothing else. Arguments
 * and results are whatever can be cloned.
 */
export class RemoteFunction<Argument, Result> {
  private readonly child: ChildProcess;

  /**
   * @param main a module that calls `serveFunction`
   * @param runner the script that runs TypeScript
   */
  constructor(main: URL, runner: string, args: readonly string[] = []) {
    this.child = fork(runner, [fileURLToPath(main), ...args], { serialization: 'advanced' });
  }

  /** Calls it; one call at a time. @throws Error when it threw, or its process has ended, which says why on stderr */
  call(argument: Argument): Promise<Result> {
    return new Promise((resolve, reject) => {
      const ended = (): void => {
        reject(new Error('the process that was asked has ended'));
      };
      if (!this.child.connected) {
        ended();
        return;
      }
      this.child.once('exit', ended);
      this.child.once('message', (reply: Reply<Result>) => {
        this.child.removeListener('exit', ended);
        if ('error' in reply) reject(new Error(reply.error));
        else resolve(reply.result);
      });
      this.child.send({ argument });
    });
  }

  /** Ends the process. */
  async close(): Promise<void> {
    if (!this.child.connected) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.disconnect();
    await ended;
  }
}

/** Makes this process the one that a `RemoteFunction` asks; it ends with whoever asks. */
export function serveFunction(compute: (argument: never) => Promise<unknown>): void {
  process.on('message', ({ argument }: { readonly argument: never }) => {
    void compute(argument)
      .then(
        (result): Reply<unknown> => ({ result }),
        (error: unknown): Reply<unknown> => ({ error: (error as Error).message }),
      )
      .then((reply) => process.send!(reply));
  });
  process.once('disconnect', () => process.exit());
}
