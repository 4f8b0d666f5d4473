import { fileURLToPath } from 'node:url';
import { environment } from '@tiebreak/configuration';
import { type ServiceProcess, startServiceProcess } from '@tiebreak/service-host/process';
import { say } from '../output';

const APPS = new URL('../../../', import.meta.url);
/** Runs TypeScript. */
const RUNNER = fileURLToPath(new URL('../tools/run-typescript.js', APPS));

/** What the ports of a service are for, in the order in which it names them. */
const WITH_HTTP = ['', ', HTTP', ', admin'];
const WITHOUT_HTTP = ['', ', admin'];

/** Apps of the workspace as processes, each of which is told of when it serves and when it ends by itself. */
export class LocalProcesses {
  private readonly starting = new Set<Promise<ServiceProcess>>();
  private readonly givingUp = new AbortController();

  /** Starts an app, by the name of its folder, and waits until it serves. @throws ServiceStartError */
  start(name: string, variables: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
    const main = fileURLToPath(new URL(`${name}/src/main.ts`, APPS));
    const started = startServiceProcess(name, [RUNNER, main], { ...environment(), ...variables }, this.givingUp.signal);
    this.starting.add(started);
    return started.then((child) => {
      const kinds = child.ports.length > WITHOUT_HTTP.length ? WITH_HTTP : WITHOUT_HTTP;
      say(`${name.padEnd(10)} serves${child.ports.map((port, i) => `${kinds[i]!} on port ${port}`).join('')}`);
      void child.ended.then(() => {
        if (!this.ending) say(`${name} has ended; the others go on`);
      });
      return child;
    });
  }

  /** Whether they end because they are to. */
  get ending(): boolean {
    return this.givingUp.signal.aborted;
  }

  /** From now on an end is nothing to tell of, and what does not serve yet never will. */
  expectEnds(): void {
    this.givingUp.abort();
  }

  /** Ends all of them, also those that are still starting. */
  async stop(): Promise<void> {
    this.expectEnds();
    const children = await Promise.allSettled(this.starting);
    await Promise.all(children.flatMap((child) => (child.status === 'fulfilled' ? [child.value.stop()] : [])));
  }
}
