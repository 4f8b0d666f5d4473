import { RemoteFunction } from '../remote-function';
import type { Load, LoadReport } from './load';

/** Whom a load goes to, and what is sent. */
export interface Target {
  /** host:port, without TLS. */
  readonly address: string;
  /** Of a unary gRPC method: "/package.Service/Method". */
  readonly path: string;
  /** Encoded messages, sent in turn. */
  readonly requests: readonly Uint8Array[];
}

/** What came of a load, and some of the last answers, still encoded. */
export interface LoadOutcome extends LoadReport {
  readonly answers: readonly Uint8Array[];
}

/** What the process is asked to do. */
export interface LoadOrder {
  readonly target: Target;
  readonly load: Load;
}

/**
 * Who makes the calls: gRPC's own client, as routers use it, or frames that stand ready, which cost a tenth and let a
 * load exceed a server on the same machine.
 */
export type Caller = 'grpc-js' | 'frames';

/** Puts load on servers from a process of its own. Messages are neither encoded nor decoded there. */
export class LoadClient {
  private readonly process: RemoteFunction<LoadOrder, LoadOutcome>;

  /** @param runner the script that runs TypeScript */
  constructor(runner: string, caller: Caller = 'grpc-js') {
    this.process = new RemoteFunction(new URL('./load-client-main.ts', import.meta.url), runner, [caller]);
  }

  /** One load at a time. @throws Error when no call was answered */
  run(target: Target, load: Load): Promise<LoadOutcome> {
    return this.process.call({ target, load });
  }

  close(): Promise<void> {
    return this.process.close();
  }
}
