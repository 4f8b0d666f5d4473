import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { createResolver, type DecisionPolicy } from '@tiebreak/aggregation';
import type { RegistryEntry } from '@tiebreak/configuration';
import { openApiDocument, wire } from '@tiebreak/protocol';
import { GrpcServer, LARGEST_MESSAGE_BYTES, type RunningService, serviceLogger } from '@tiebreak/service-host';
import { Aggregator } from './aggregator';
import { GrpcController } from './grpc.controller';
import { grpcReranker } from './grpc-reranker';
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
}

/** The aggregator, serving. */
export interface RunningAggregator extends RunningService {
  readonly port: number;
  readonly httpPort: number;
}

/** Starts the aggregator over gRPC and HTTP. Domains need not be up: they are connected to when they come. @throws Error when a port is taken */
export async function startAggregator(options: AggregatorOptions): Promise<RunningAggregator> {
  const domains = options.registry.map(({ domain, address, fallback, noun }) => ({
    domain,
    fallback,
    noun,
    reranker: grpcReranker(address),
  }));
  const resolver = createResolver({ domains, ...options.policy, now: () => performance.now() });
  const aggregator = new Aggregator(resolver, options.domainDeadlineMs);

  @Module({ controllers: [GrpcController, HttpController], providers: [{ provide: Aggregator, useValue: aggregator }] })
  class AggregatorModule {}

  const server = new GrpcServer({
    ...options,
    portVariable: 'TIEBREAK_AGGREGATOR_PORT',
    services: [wire.AggregatorServiceDefinition],
  });
  const app = await NestFactory.create<NestExpressApplication>(AggregatorModule, new ExpressAdapter(), {
    logger: serviceLogger('aggregator'),
    bodyParser: false,
    abortOnError: false,
  });
  app.useBodyParser('raw', { type: ['application/json', 'application/*+json'], limit: LARGEST_MESSAGE_BYTES });
  app.useGlobalFilters(new HttpErrors());
  SwaggerModule.setup('docs', app, openApiDocument());
  app.connectMicroservice({ strategy: server });
  const close = async (): Promise<void> => {
    await app.close();
    for (const { reranker } of domains) reranker.close();
  };
  try {
    await app.startAllMicroservices();
    await listenHttp(app, options);
  } catch (error) {
    await close();
    throw error;
  }
  return { port: server.port, httpPort: (app.getHttpServer().address() as { port: number }).port, close };
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
