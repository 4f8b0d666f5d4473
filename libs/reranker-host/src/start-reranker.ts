import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readRerankerBundle } from '@tiebreak/onnx-model';
import { wire } from '@tiebreak/protocol';
import type { DomainDefinition } from '@tiebreak/scoring';
import { GrpcServer, type RunningService, serviceLogger } from '@tiebreak/service-host';
import { RerankController, SCORING_MODEL } from './rerank.controller';

export interface RerankerServiceOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly portVariable: string;
  /** Folder of the bundle to serve. */
  readonly model: string;
}

/** A domain's re-ranker, serving. */
export interface RunningReranker extends RunningService {
  readonly domain: string;
  readonly version: string;
  readonly port: number;
}

/**
 * Starts one domain's re-ranker as a gRPC service.
 * @throws BundleError when the bundle is not this domain's or cannot be used; Error when the port is taken
 */
export async function startReranker(
  definition: DomainDefinition,
  options: RerankerServiceOptions,
): Promise<RunningReranker> {
  const { model, manifest } = await readRerankerBundle(options.model, {
    domain: definition.name,
    extractors: definition.features,
  });

  @Module({ controllers: [RerankController], providers: [{ provide: SCORING_MODEL, useValue: model }] })
  class RerankerModule {}

  const server = new GrpcServer({ ...options, services: [wire.RerankerServiceDefinition] });
  const app = await NestFactory.createMicroservice(RerankerModule, {
    strategy: server,
    logger: serviceLogger(definition.name),
    abortOnError: false,
  });
  await app.listen();
  return {
    domain: manifest.domain,
    version: manifest.version,
    port: server.port,
    close: async () => {
      await app.close();
      await model.release();
    },
  };
}
