import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A connection through the proxy: from the caller, and on to the service. */
interface Line {
  readonly caller: Socket;
  readonly service: Socket;
}

/** A TCP proxy in front of one service, that does to its connections what networks do. */
export class FaultyProxy {
  private readonly lines = new Set<Line>();
  private delayMs = 0;
  private silent = false;

  private constructor(
    private readonly server: Server,
    /** Where the service listens; it may change. */
    public target: number,
  ) {}

  static async start(target: number): Promise<FaultyProxy> {
    const server = createServer();
    const proxy = new FaultyProxy(server, target);
    server.on('connection', (caller) => {
      proxy.join(caller);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Everything takes so long each way from now on; 0 ends that. */
  slowDown(delayMs: number): void {
    this.delayMs = delayMs;
  }

  /** From now on nothing that is sent arrives, and nobody is told. */
  fallSilent(): void {
    this.silent = true;
    for (const { caller, service } of this.lines) {
      caller.pause();
      service.pause();
    }
  }

  /** What was held back arrives, as after retransmission; or, when it was too long, connections are lost. */
  speakAgain(how: 'late' | 'never'): void {
    this.silent = false;
    for (const { caller, service } of this.lines) {
      if (how === 'never') {
        caller.destroy();
        service.destroy();
      } else {
        caller.resume();
        service.resume();
      }
    }
  }

  close(): void {
    this.server.close();
    for (const { caller, service } of this.lines) {
      caller.destroy();
      service.destroy();
    }
  }

  private join(caller: Socket): void {
    const service = connect(this.target, '127.0.0.1');
    const line = { caller, service };
    this.lines.add(line);
    for (const [from, to] of [
      [caller, service],
      [service, caller],
    ] as const) {
      from.setNoDelay(true);
      from.on('data', (bytes) => {
        if (this.delayMs === 0) to.write(bytes);
        else setTimeout(() => to.write(bytes), this.delayMs);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        this.lines.delete(line);
        to.destroy();
      });
    }
    if (this.silent) {
      caller.pause();
      service.pause();
    }
  }
}
