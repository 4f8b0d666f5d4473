import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type Server as TcpServer, type Socket } from 'node:net';
import { type ConnectionInjector, ServerCredentials } from '@grpc/grpc-js';
import { GrpcServer, type GrpcServerOptions } from './grpc-server';

/** What a path of the admin address answers over HTTP. */
export interface AdminPage {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface AdminServerOptions extends GrpcServerOptions {
  /** Pages by path, made when they are asked for. */
  readonly pages: Readonly<Record<string, () => AdminPage | Promise<AdminPage>>>;
}

/** How every HTTP/2 connection without TLS begins, and no HTTP/1 request does (RFC 9113, section 3.4). */
const HTTP2_PREFACE = 'PRI ';

/** Who connects and says nothing, or stops in the middle of a request, is let go. */
const SILENCE_MS = 5_000;

/**
 * The admin address of a service: gRPC for release control and plain HTTP for pages that tools and people read, on one
 * port. The first bytes of a connection say which it is.
 */
export class AdminServer extends GrpcServer {
  private readonly listener: TcpServer;
  private readonly http: HttpServer;
  private readonly sockets = new Set<Socket>();
  private grpc: ConnectionInjector | undefined;

  constructor(private readonly admin: AdminServerOptions) {
    super(admin);
    this.http = createHttpServer((request, response) => {
      void this.pageOf(request.method ?? '', request.url ?? '').then((page) => {
        response.writeHead(page.status, { 'content-type': page.contentType, 'cache-control': 'no-store' });
        response.end(request.method === 'HEAD' ? undefined : page.body);
      });
    });
    this.http.setTimeout(SILENCE_MS);
    this.listener = createServer((socket) => {
      this.route(socket);
    });
  }

  protected override bind(): Promise<number> {
    const { host, port, portVariable } = this.settings;
    this.grpc = this.server!.createConnectionInjector(ServerCredentials.createInsecure());
    return new Promise((resolve, reject) => {
      this.listener.once('error', (error) => {
        reject(
          new Error(`admin port ${port} of ${host} cannot be bound (set ${portVariable} to another): ${error.message}`),
        );
      });
      this.listener.listen(port, host, () => {
        resolve((this.listener.address() as { port: number }).port);
      });
    });
  }

  override async close(): Promise<void> {
    this.listener.close();
    await super.close();
    this.grpc?.destroy();
    this.http.closeAllConnections();
    for (const socket of this.sockets) socket.destroy();
  }

  private route(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    // Whoever breaks a connection off concerns nobody else.
    socket.on('error', () => socket.destroy());
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      socket.pause();
      socket.unshift(first);
      // An HTTP/2 session reads what came before it by itself; an HTTP/1 parser waits for the socket to flow.
      if (first.toString('latin1', 0, HTTP2_PREFACE.length) === HTTP2_PREFACE) this.grpc!.injectConnection(socket);
      else {
        this.http.emit('connection', socket);
        socket.resume();
      }
    });
  }

  /** Never rejects. */
  private async pageOf(method: string, url: string): Promise<AdminPage> {
    const text = (status: number, body: string): AdminPage => ({
      status,
      contentType: 'text/plain',
      body: `${body}\n`,
    });
    if (method !== 'GET' && method !== 'HEAD') return text(405, `expected GET, got ${method}`);
    const path = url.split('?')[0]!;
    const page = Object.hasOwn(this.admin.pages, path) ? this.admin.pages[path] : undefined;
    if (page === undefined) return text(404, `expected one of ${Object.keys(this.admin.pages).join(', ')}`);
    try {
      return await page();
    } catch (error) {
      this.logger.error(error);
      return text(500, 'internal error; the service log has it');
    }
  }
}
