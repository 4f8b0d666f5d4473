import 'reflect-metadata';
import type { Server as SecureServer } from 'node:https';
import type { ModuleMetadata } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { OpenApiDocument } from '@tiebreak/protocol';
import { LARGEST_MESSAGE_BYTES } from '@tiebreak/protocol/grpc';
import { Admission } from '../admission/admission';
import type { AdminAddress } from '../admin-address';
import { type AdminPage, AdminServer } from '../admin-server';
import { GrpcServer } from '../grpc-server';
import type { RunningService } from '../lifecycle';
import { serviceLogger } from '../logging';
import { servicePages } from '../service-pages';
import type { ServiceMetrics } from '@tiebreak/telemetry';
import type { RequestHandler } from 'express';
import type { Certificates } from '../tls/certificates';
import { HealthController } from './health.controller';
import { refuseOutsiders } from './http-access';
import { HttpErrors } from './http-errors';

export interface HttpServiceOptions {
  /** In the log. */
  readonly name: string;
  /** Address of every port but the admin one. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly httpPort: number;
  /** Variable of the environment that sets the port, named when the port is taken. */
  readonly httpPortVariable: string;
  /** What is served beside HTTP. */
  readonly grpc: GrpcServer;
  readonly admission: Admission;
  readonly metrics: ServiceMetrics;
  /** Absent: no admin address, and nobody sees the metrics. */
  readonly admin?: AdminAddress | undefined;
  /** Without encryption when left out. */
  readonly certificates?: Certificates | undefined;
  /** Handlers of both transports, and what they are given. Health is there already. */
  readonly module: Required<Pick<ModuleMetadata, 'controllers' | 'providers'>>;
  /** What the admin address shows beside health and metrics. */
  readonly adminPages?: Readonly<Record<string, () => AdminPage>>;
  /** Answers before the handlers, or leaves it to them: pages for people. */
  readonly pages?: RequestHandler | undefined;
  /** What `/docs` shows. */
  readonly api: OpenApiDocument;
  /** Frees what the handlers hold, after the last call. */
  readonly free?: () => Promise<void> | void;
}

/** A service over gRPC and HTTP, serving. */
export interface RunningHttpService extends RunningService {
  readonly port: number;
  readonly httpPort: number;
  readonly adminPort?: number;
}

/** Starts a service over gRPC and HTTP/JSON, with its admin address. @throws Error when a port is taken; everything is freed then */
export async function startHttpService(options: HttpServiceOptions): Promise<RunningHttpService> {
  const { certificates, grpc, module, admission } = options;

  @Module({
    controllers: [HealthController, ...module.controllers],
    providers: [
      { provide: GrpcServer, useValue: grpc },
      { provide: Admission, useValue: admission },
      ...module.providers,
    ],
  })
  class HttpServiceModule {}

  const app = await NestFactory.create<NestExpressApplication>(HttpServiceModule, new ExpressAdapter(), {
    logger: serviceLogger(options.name),
    bodyParser: false,
    abortOnError: false,
    ...(certificates && {
      httpsOptions: { ...certificates.context, requestCert: certificates.mutual, rejectUnauthorized: false },
    }),
  });
  certificates?.onChange((context) => {
    (app.getHttpServer() as SecureServer).setSecureContext(context);
  });
  app.use(refuseOutsiders(certificates?.mutual === true));
  if (options.pages !== undefined) app.use(options.pages);
  app.useBodyParser('raw', { type: ['application/json', 'application/*+json'], limit: LARGEST_MESSAGE_BYTES });
  app.useGlobalFilters(new HttpErrors());
  SwaggerModule.setup('docs', app, options.api);
  app.connectMicroservice({ strategy: grpc });
  const admin = options.admin && adminServer(options.admin, options);
  if (admin !== undefined) app.connectMicroservice({ strategy: admin });
  const close = async (): Promise<void> => {
    await app.close();
    await options.free?.();
    certificates?.close();
  };
  try {
    await app.startAllMicroservices();
    await listenHttp(app, options);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    port: grpc.port,
    httpPort: (app.getHttpServer().address() as { port: number }).port,
    ...(admin === undefined ? {} : { adminPort: admin.port }),
    close,
  };
}

function adminServer(
  address: AdminAddress,
  { grpc, metrics, certificates, adminPages }: HttpServiceOptions,
): AdminServer {
  const pages = { ...servicePages(grpc, metrics), ...adminPages };
  return new AdminServer({ ...address, certificates, services: [], pages });
}

async function listenHttp(app: NestExpressApplication, options: HttpServiceOptions): Promise<void> {
  const { host, httpPort, httpPortVariable } = options;
  try {
    await app.listen(httpPort, host);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(
      `HTTP port ${httpPort} of ${host} cannot be bound (set ${httpPortVariable} to another): ${message}`,
      { cause: error },
    );
  }
}
