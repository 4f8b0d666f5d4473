import 'reflect-metadata';
import { relative } from 'node:path';
import type { KeyObject } from 'node:crypto';
import { Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type BundleExpectations, readRerankerBundle } from '@tiebreak/onnx-model';
import { wire } from '@tiebreak/protocol';
import type { DomainDefinition } from '@tiebreak/scoring';
import { ModelRoster } from '@tiebreak/serving';
import {
  type Access,
  AdminServer,
  type Certificates,
  GrpcServer,
  jsonPage,
  measuredAdmission,
  type RunningService,
  serviceLogger,
  servicePages,
} from '@tiebreak/service-host';
import { RerankerMetrics } from '@tiebreak/telemetry';
import { ModelController } from './model.controller';
import { describeBundle, ReleaseControl } from './release-control';
import { ReleaseTrail } from './release-trail';
import { RerankController } from './rerank.controller';
import { Reranker } from './reranker';

export interface RerankerServiceOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly portVariable: string;
  /** Folder of the bundle to begin with. */
  readonly model: string;
  /** Absent: no admin address, and the models stay as they are. */
  readonly admin?: AdminOptions;
  /** Without encryption when left out. */
  readonly certificates?: Certificates | undefined;
  /** Bundles without a signature by this key are refused, also the first one; absent: signatures are not looked at. */
  readonly publicKey?: KeyObject;
}

/** Where and from what the running service's models are changed. */
export interface AdminOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly portVariable: string;
  /** Folder under which bundles are activated from. */
  readonly modelRoot: string;
  /** File of the audit trail; absent: changes are remembered until the process ends. */
  readonly trail?: string;
  /** Who may change models, when peers must show certificates; absent: all of them. */
  readonly access?: Access;
}

/** A domain's re-ranker, serving. */
export interface RunningReranker extends RunningService {
  readonly domain: string;
  /** Of the bundle that it began with. */
  readonly version: string;
  readonly port: number;
  readonly adminPort?: number;
}

/**
 * Starts one domain's re-ranker as a gRPC service, and release control of it on the admin address.
 * @throws BundleError when the bundle is not this domain's or cannot be used; Error when a port is taken
 */
export async function startReranker(
  definition: DomainDefinition,
  options: RerankerServiceOptions,
): Promise<RunningReranker> {
  const expected: BundleExpectations = {
    domain: definition.name,
    extractors: definition.features,
    ...(options.publicKey === undefined ? {} : { publicKey: options.publicKey }),
  };
  const { model, manifest } = await readRerankerBundle(options.model, expected);
  const roster = new ModelRoster(model, (error) => {
    new Logger(ModelRoster.name).warn(error);
  });
  const reranker = new Reranker(definition.name, roster);
  const metrics = new RerankerMetrics(definition.name, {
    standing: () => roster.standing(),
    shadow: () => roster.shadowRecord(),
  });
  const admission = measuredAdmission(metrics);

  @Module({
    controllers: [RerankController],
    providers: [
      { provide: Reranker, useValue: reranker },
      { provide: RerankerMetrics, useValue: metrics },
    ],
  })
  class RerankerModule {}

  const logger = serviceLogger(definition.name);
  const server = new GrpcServer({ ...options, services: [wire.RerankerServiceDefinition], admission });
  const apps = [
    await NestFactory.createMicroservice(RerankerModule, { strategy: server, logger, abortOnError: false }),
  ];
  let admin: AdminServer | undefined;
  if (options.admin !== undefined) {
    const { modelRoot, trail: trailFile } = options.admin;
    const trail = await ReleaseTrail.open(trailFile);
    const bundle = relative(modelRoot, options.model);
    await trail.add({ by: [], change: 'started', bundle, ...describeBundle(manifest) });
    const releases = new ReleaseControl(roster, { ...expected, root: modelRoot }, trail, manifest);

    @Module({ controllers: [ModelController], providers: [{ provide: ReleaseControl, useValue: releases }] })
    class AdminModule {}

    admin = new AdminServer({
      ...options.admin,
      certificates: options.certificates,
      services: [wire.ModelServiceDefinition],
      pages: {
        ...servicePages(server, metrics),
        '/models': () =>
          jsonPage(200, {
            models: releases.describeStanding(),
            shadow: roster.shadowRecord(),
            history: releases.history,
          }),
      },
    });
    apps.push(await NestFactory.createMicroservice(AdminModule, { strategy: admin, logger, abortOnError: false }));
  }
  const close = async (): Promise<void> => {
    for (const app of apps) await app.close();
    await roster.close();
    options.certificates?.close();
  };
  try {
    for (const app of apps) await app.listen();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    domain: manifest.domain,
    version: manifest.version,
    port: server.port,
    ...(admin === undefined ? {} : { adminPort: admin.port }),
    close,
  };
}
