import type { Socket } from 'node:net';
import { createServer, type Server as TlsServer } from 'node:tls';
import {
  type ConnectionInjector,
  type handleUnaryCall,
  type Metadata,
  Server,
  ServerCredentials,
  type ServerOptions,
  type ServerUnaryCall,
} from '@grpc/grpc-js';
import { ServerGrpc } from '@nestjs/microservices';
import {
  type GenericDefinition,
  LARGEST_MESSAGE_BYTES,
  refuseBrokenText,
  serveReflection,
  toPackageDefinition,
} from '@tiebreak/protocol/grpc';
import { HealthImplementation } from 'grpc-health-check';
import { isObservable } from 'rxjs';
import type { Admission } from './admission/admission';
import { AdmittingServer } from './admission/admitting-server';
import type { Certificates } from './tls/certificates';
import { serverForOutsiders } from './tls/outsiders';
import { type Access, isAdmitted } from './tls/peer';

export interface GrpcServerOptions {
  readonly host: string;
  /** 0 lets the system choose; the bound port is then `port` of the server. */
  readonly port: number;
  /** Variable of the environment that sets the port, named when the port is taken. */
  readonly portVariable: string;
  /** Beside health and reflection; may be none. */
  readonly services: readonly GenericDefinition[];
  /** Without encryption when left out. */
  readonly certificates?: Certificates | undefined;
  /** Without a limit on calls at once when left out. */
  readonly admission?: Admission;
  /** Who may use the services, when peers must show certificates. Health is open to everybody. */
  readonly access?: Access;
}

const PACKAGE = 'tiebreak.v1';
/** Who connects and does not say hello is let go. */
const HANDSHAKE_MS = 5_000;

/** A connection may have so many calls open; a client with more of them holds them back itself. */
const MOST_CALLS_OF_A_CONNECTION = 256;

const SERVER_OPTIONS: ServerOptions = {
  // Nobody asks for gRPC's own counts of calls and messages; our metrics are beside them.
  'grpc.enable_channelz': 0,
  'grpc.max_receive_message_length': LARGEST_MESSAGE_BYTES,
  'grpc.max_concurrent_streams': MOST_CALLS_OF_A_CONNECTION,
};

/** Calls in flight get this long to finish when the server closes; then they are cut. */
const DRAIN_MS = 5_000;

/** A controller's method with all that Nest puts around it; what it throws has become an Observable's error. */
type UnaryHandler = (request: unknown, metadata: Metadata, call: ServerUnaryCall<unknown, unknown>) => Promise<unknown>;

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
  private readonly sockets = new Set<Socket>();
  private insiders: ConnectionInjector | undefined;
  private outsiders: Server | undefined;
  private outsiderConnections: ConnectionInjector | undefined;
  private listener: TlsServer | undefined;
  private isServing = false;

  constructor(protected readonly settings: GrpcServerOptions) {
    super({
      package: PACKAGE,
      packageDefinition: toPackageDefinition(...settings.services),
    });
  }

  /** Nest calls this for the server object; it is bound later, in `start`. */
  override createClient(): Promise<Server> {
    refuseBrokenText();
    const { admission } = this.settings;
    this.server =
      admission === undefined ? new Server(SERVER_OPTIONS) : new AdmittingServer(SERVER_OPTIONS, admission, PACKAGE);
    this.health.addToServer(this.server);
    serveReflection(this.server, this.serviceNames());
    return Promise.resolve(this.server);
  }

  /**
   * Calls a handler as Nest does, but without copying the call for hooks that nobody sets and without a stream for the one
   * answer, which together take a tenth of a request.
   */
  override createUnaryServiceMethod(handler: UnaryHandler): handleUnaryCall<unknown, unknown> {
    return (call, done) => {
      void handler(call.request, call.metadata, call).then((answer) => {
        // What an exception filter says is one.
        if (!isObservable(answer)) done(null, answer);
        else
          answer.subscribe({
            next: (value) => {
              done(null, value);
            },
            error: done,
          });
      }, done);
    };
  }

  override async start(callback?: () => void): Promise<void> {
    if (this.settings.services.length > 0) await this.bindEvents();
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
    this.listener?.close();
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
    this.outsiders?.forceShutdown();
    this.insiders?.destroy();
    this.outsiderConnections?.destroy();
    for (const socket of this.sockets) socket.destroy();
  }

  /** Takes connections from now on. @returns the port */
  protected async bind(): Promise<number> {
    const { host, port, certificates } = this.settings;
    this.acceptInjected();
    if (certificates !== undefined) return this.listenSecurely(certificates);
    return new Promise((resolve, reject) => {
      this.server!.bindAsync(`${host}:${port}`, ServerCredentials.createInsecure(), (error, bound) => {
        if (error === null) resolve(bound);
        else reject(this.cannotBind(error));
      });
    });
  }

  /** Gets ready to be given connections by `inject`. */
  protected acceptInjected(): void {
    const { services, certificates } = this.settings;
    this.insiders = this.server!.createConnectionInjector(ServerCredentials.createInsecure());
    if (certificates?.mutual !== true) return;
    this.outsiders = serverForOutsiders(services, this.health, SERVER_OPTIONS);
    this.outsiderConnections = this.outsiders.createConnectionInjector(ServerCredentials.createInsecure());
  }

  /** Serves gRPC on a connection that is there already: the services to those who may use them, to others health alone. */
  protected inject(socket: Socket): void {
    const { certificates, access } = this.settings;
    const admitted = isAdmitted(socket, certificates?.mutual === true, access);
    (admitted ? this.insiders : this.outsiderConnections)!.injectConnection(socket);
  }

  /** Listens for TLS, and hands each connection over when its handshake is done. @returns the port */
  protected listenSecurely(
    certificates: Certificates,
    take: (socket: Socket) => void = (socket) => {
      this.inject(socket);
    },
    protocols: readonly string[] = ['h2'],
  ): Promise<number> {
    const { host, port } = this.settings;
    const { mutual, context } = certificates;
    const listener = createServer({
      ...context,
      // Who has no certificate may ask for health, so nobody is turned away before it is known what they want.
      ...{ requestCert: mutual, rejectUnauthorized: false },
      ALPNProtocols: [...protocols],
      minVersion: 'TLSv1.2',
      handshakeTimeout: HANDSHAKE_MS,
    });
    this.listener = listener;
    certificates.onChange((changed) => {
      listener.setSecureContext(changed);
    });
    listener.on('connection', (socket: Socket) => {
      this.hold(socket);
    });
    listener.on('secureConnection', take);
    // Whoever fails to shake hands concerns nobody else.
    listener.on('tlsClientError', (_error, socket) => {
      socket.destroy();
    });
    return new Promise((resolve, reject) => {
      listener.once('error', (error: Error) => {
        reject(this.cannotBind(error));
      });
      listener.listen(port, host, () => {
        resolve((listener.address() as { port: number }).port);
      });
    });
  }

  /** Remembers a connection, to end it with the server, and lets whoever breaks it off concern nobody else. */
  protected hold(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  protected cannotBind({ message }: Error): Error {
    const { host, port, portVariable } = this.settings;
    return new Error(`gRPC port ${port} of ${host} cannot be bound (set ${portVariable} to another): ${message}`);
  }

  private announce(status: 'SERVING' | 'NOT_SERVING'): void {
    this.isServing = status === 'SERVING';
    for (const name of ['', ...this.serviceNames()]) this.health.setStatus(name, status);
  }

  private serviceNames(): string[] {
    return this.settings.services.map(({ fullName }) => fullName);
  }
}
