import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type Server as TcpServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { GrpcServer, type GrpcServerOptions } from './grpc-server';
import { isAdmitted } from './tls/peer';

/** What a path of the admin address answers over HTTP. */
export interface AdminPage {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A page of JSON. */
export function jsonPage(status: number, content: object): AdminPage {
  return { status, contentType: 'application/json', body: `${JSON.stringify(content)}\n` };
}

export interface AdminServerOptions extends GrpcServerOptions {
  /** Pages by path, made when they are asked for. When peers must show certificates, any will do for them. */
  readonly pages: Readonly<Record<string, () => AdminPage | Promise<AdminPage>>>;
}

/** How every HTTP/2 connection without TLS begins, and no HTTP/1 request does (RFC 9113, section 3.4). */
const HTTP2_PREFACE = 'PRI ';

/** Open to everybody: whoever looks after the process has no certificate. */
const HEALTH = '/health';

/** Who connects and says nothing, or stops in the middle of a request, is let go. */
const SILENCE_MS = 5_000;

/**
 * The admin address of a service: gRPC for release control and plain HTTP for pages that tools and people read, on one
 * port. The first bytes of a connection, or what its TLS handshake agreed on, say which it is.
 */
export class AdminServer extends GrpcServer {
  private readonly plain: TcpServer;
  private readonly http: HttpServer;

  constructor(private readonly admin: AdminServerOptions) {
    super(admin);
    this.http = createHttpServer((request, response) => {
      const admitted = isAdmitted(request.socket, this.admin.certificates?.mutual === true);
      void this.pageOf(request.method ?? '', request.url ?? '', admitted).then((page) => {
        response.writeHead(page.status, { 'content-type': page.contentType, 'cache-control': 'no-store' });
        response.end(request.method === 'HEAD' ? undefined : page.body);
      });
    });
    this.http.setTimeout(SILENCE_MS);
    this.plain = createServer((socket) => {
      this.hold(socket);
      this.routeByPreface(socket);
    });
  }

  protected override async bind(): Promise<number> {
    const { host, port, certificates } = this.settings;
    this.acceptInjected();
    if (certificates !== undefined) {
      const route = (socket: Socket): void => {
        this.route(socket, socket instanceof TLSSocket && socket.alpnProtocol === 'h2');
      };
      // In this order: gRPC offers HTTP/2 alone; who offers both, as probes and Prometheus do, wants a page.
      return this.listenSecurely(certificates, route, ['http/1.1', 'h2']);
    }
    return new Promise((resolve, reject) => {
      this.plain.once('error', (error) => {
        reject(this.cannotBind(error));
      });
      this.plain.listen(port, host, () => {
        resolve((this.plain.address() as { port: number }).port);
      });
    });
  }

  override async close(): Promise<void> {
    this.plain.close();
    await super.close();
    this.http.closeAllConnections();
  }

  private route(socket: Socket, isGrpc: boolean): void {
    // An HTTP/2 session reads what came before it by itself; an HTTP/1 parser waits for the socket to flow.
    if (isGrpc) this.inject(socket);
    else {
      this.http.emit('connection', socket);
      socket.resume();
    }
  }

  private routeByPreface(socket: Socket): void {
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      socket.pause();
      socket.unshift(first);
      this.route(socket, first.toString('latin1', 0, HTTP2_PREFACE.length) === HTTP2_PREFACE);
    });
  }

  protected override cannotBind(error: Error): Error {
    return new Error(super.cannotBind(error).message.replace('gRPC port', 'admin port'));
  }

  /** Never rejects. */
  private async pageOf(method: string, url: string, admitted: boolean): Promise<AdminPage> {
    const text = (status: number, body: string): AdminPage => ({
      status,
      contentType: 'text/plain',
      body: `${body}\n`,
    });
    if (method !== 'GET' && method !== 'HEAD') return text(405, `expected GET, got ${method}`);
    const path = url.split('?')[0]!;
    if (!admitted && path !== HEALTH) return text(401, `expected a client certificate, got none; ${HEALTH} is open`);
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
