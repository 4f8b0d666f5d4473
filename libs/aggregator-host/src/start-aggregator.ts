import 'reflect-metadata';
import type { Server as SecureServer } from 'node:https';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { createResolver, type DecisionPolicy } from '@tiebreak/aggregation';
import type { RegistryEntry } from '@tiebreak/configuration';
import { openApiDocument, wire } from '@tiebreak/protocol';
import { LARGEST_MESSAGE_BYTES } from '@tiebreak/protocol/grpc';
import {
  Admission,
  type AdminAddress,
  AdminServer,
  type Certificates,
  GrpcServer,
  measuredAdmission,
  type RunningService,
  serviceLogger,
  servicePages,
} from '@tiebreak/service-host';
import { AggregatorMetrics } from '@tiebreak/telemetry';
import { Aggregator } from './aggregator';
import { GrpcController } from './grpc.controller';
import { grpcReranker } from './domain-call/grpc-reranker';
import { refuseOutsiders } from './http-access';
import { HttpController } from './http.controller';
import { HttpErrors } from './http-errors';

export interface AggregatorOptions {
  readonly host: string;
  /** gRPC port; 0 lets the system choose. */
  readonly port: number;
  readonly httpPort: number;
  /** The domains that take part. */
  readonly registry: readonly RegistryEntry[];
  /** Milliseconds that a domain has to answer. */
  readonly domainDeadlineMs: number;
  readonly policy: DecisionPolicy;
  /** Absent: no admin address, and nobody sees the metrics. */
  readonly admin?: AdminAddress;
  /** Without encryption when left out; with it, domains are called by this identity too. */
  readonly certificates?: Certificates | undefined;
}

/** The aggregator, serving. */
export interface RunningAggregator extends RunningService {
  readonly port: number;
  readonly httpPort: number;
  readonly adminPort?: number;
}

/** Starts the aggregator over gRPC and HTTP. Domains need not be up: they are connected to when they come. @throws Error when a port is taken */
export async function startAggregator(options: AggregatorOptions): Promise<RunningAggregator> {
  const { certificates } = options;
  const domains = options.registry.map(({ domain, address, fallback, noun }) => ({
    ...{ domain, fallback, noun },
    reranker: grpcReranker({
      address,
      patienceMs: options.domainDeadlineMs,
      ...(certificates && { credentials: certificates.channelCredentials() }),
      hedged: () => {
        metrics.hedged(domain);
      },
    }),
  }));
  const metrics = new AggregatorMetrics(
    domains.map(({ domain }) => domain),
    (name) => domains.some(({ domain, reranker }) => domain === name && reranker.leftAlone),
  );
  const admission = measuredAdmission(metrics);
  const resolver = createResolver({ domains, ...options.policy, now: () => performance.now() });
  const server = new GrpcServer({
    ...options,
    portVariable: 'TIEBREAK_AGGREGATOR_PORT',
    services: [wire.AggregatorServiceDefinition],
    admission,
  });

  @Module({
    controllers: [GrpcController, HttpController],
    providers: [
      { provide: Aggregator, useValue: new Aggregator(resolver, options.domainDeadlineMs, metrics) },
      { provide: Admission, useValue: admission },
      { provide: GrpcServer, useValue: server },
    ],
  })
  class AggregatorModule {}

  const app = await NestFactory.create<NestExpressApplication>(AggregatorModule, new ExpressAdapter(), {
    logger: serviceLogger('aggregator'),
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
  app.useBodyParser('raw', { type: ['application/json', 'application/*+json'], limit: LARGEST_MESSAGE_BYTES });
  app.useGlobalFilters(new HttpErrors());
  SwaggerModule.setup('docs', app, openApiDocument());
  app.connectMicroservice({ strategy: server });
  const admin =
    options.admin &&
    new AdminServer({
      ...{ ...options.admin, certificates, services: [] },
      pages: servicePages(server, metrics),
    });
  if (admin !== undefined) app.connectMicroservice({ strategy: admin });
  const close = async (): Promise<void> => {
    await app.close();
    for (const { reranker } of domains) reranker.close();
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
    port: server.port,
    httpPort: (app.getHttpServer().address() as { port: number }).port,
    ...(admin === undefined ? {} : { adminPort: admin.port }),
    close,
  };
}

async function listenHttp(app: NestExpressApplication, { host, httpPort }: AggregatorOptions): Promise<void> {
  try {
    await app.listen(httpPort, host);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(
      `HTTP port ${httpPort} of ${host} cannot be bound (set TIEBREAK_AGGREGATOR_HTTP_PORT to another): ${message}`,
      { cause: error },
    );
  }
}
