import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ServerGrpc } from '@nestjs/microservices';
import {
  type GenericDefinition,
  refuseBrokenText,
  serveReflection,
  toPackageDefinition,
} from '@tiebreak/protocol/grpc';
import { HealthImplementation } from 'grpc-health-check';

export interface GrpcServerOptions {
  readonly host: string;
  /** 0 lets the system choose; the bound port is then `port` of the server. */
  readonly port: number;
  /** Variable of the environment that sets the port, named when the port is taken. */
  readonly portVariable: string;
  readonly services: readonly GenericDefinition[];
}

/** Larger messages are refused with RESOURCE_EXHAUSTED before they are decoded. */
export const LARGEST_MESSAGE_BYTES = 1024 * 1024;

/** Calls in flight get this long to finish when the server closes; then they are cut. */
const DRAIN_MS = 5_000;

/**
 * Nest's gRPC transport with what every service of ours has: the generated static codecs, health (per service name and
 * for the whole server, ""), reflection, a limit on messages, and a close that drains but does not wait for ever.
 *
 * Unlike Nest's own it takes calls only once its services are registered, so that nobody who connects early is told
 * UNIMPLEMENTED.
 */
export class GrpcServer extends ServerGrpc {
  /** The port it is bound to, after `listen`. */
  port = 0;
  protected server: Server | undefined;
  private readonly health = new HealthImplementation();
  private isServing = false;

  constructor(protected readonly settings: GrpcServerOptions) {
    super({
      package: packageOf(settings.services[0]!),
      packageDefinition: toPackageDefinition(...settings.services),
    });
  }

  /** Nest calls this for the server object; it is bound later, in `start`. */
  override createClient(): Promise<Server> {
    refuseBrokenText();
    this.server = new Server({ 'grpc.max_receive_message_length': LARGEST_MESSAGE_BYTES });
    this.health.addToServer(this.server);
    serveReflection(this.server, this.serviceNames());
    return Promise.resolve(this.server);
  }

  override async start(callback?: () => void): Promise<void> {
    await this.bindEvents();
    this.port = await this.bind();
    this.announce('SERVING');
    callback?.();
  }

  /** Whether it takes calls. */
  get serving(): boolean {
    return this.isServing;
  }

  /** Tells health checks that no new calls should come, lets calls in flight finish for a while, then cuts them. */
  override async close(): Promise<void> {
    const server = this.server;
    if (server === undefined) return;
    this.server = undefined;
    this.announce('NOT_SERVING');
    await new Promise<void>((resolve) => {
      // A health Watch never finishes by itself, so waiting alone could take for ever.
      const timer = setTimeout(() => {
        server.forceShutdown();
        resolve();
      }, DRAIN_MS);
      server.tryShutdown(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Takes connections from now on. @returns the port */
  protected bind(): Promise<number> {
    const { host, port, portVariable } = this.settings;
    return new Promise((resolve, reject) => {
      this.server!.bindAsync(`${host}:${port}`, ServerCredentials.createInsecure(), (error, bound) => {
        if (error === null) resolve(bound);
        else
          reject(
            new Error(
              `gRPC port ${port} of ${host} cannot be bound (set ${portVariable} to another): ${error.message}`,
            ),
          );
      });
    });
  }

  private announce(status: 'SERVING' | 'NOT_SERVING'): void {
    this.isServing = status === 'SERVING';
    for (const name of ['', ...this.serviceNames()]) this.health.setStatus(name, status);
  }

  private serviceNames(): string[] {
    return this.settings.services.map(({ fullName }) => fullName);
  }
}

function packageOf({ fullName }: GenericDefinition): string {
  return fullName.slice(0, fullName.lastIndexOf('.'));
}
