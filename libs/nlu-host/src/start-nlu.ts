import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NluBundle } from '@tiebreak/nlu-model';
import { wire } from '@tiebreak/protocol';
import {
  type AdminAddress,
  AdminServer,
  type Certificates,
  GrpcServer,
  measuredAdmission,
  type RunningService,
  serviceLogger,
  servicePages,
} from '@tiebreak/service-host';
import { NluMetrics } from '@tiebreak/telemetry';
import { DOMAINS, NluController } from './nlu.controller';

export interface NluHostOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** One a domain; answers come in this order. */
  readonly bundles: readonly NluBundle[];
  /** Absent: no admin address, and nobody sees the metrics. */
  readonly admin?: AdminAddress;
  /** Without encryption when left out. */
  readonly certificates?: Certificates | undefined;
}

/** The reference NLU, serving. */
export interface RunningNlu extends RunningService {
  readonly port: number;
  readonly adminPort?: number;
}

/** Starts the NLU of every domain as one gRPC service. @throws Error when a port is taken */
export async function startNlu({ host, port, bundles, admin, certificates }: NluHostOptions): Promise<RunningNlu> {
  const metrics = new NluMetrics(bundles.map(({ manifest }) => manifest));

  @Module({
    controllers: [NluController],
    providers: [
      { provide: DOMAINS, useValue: bundles.map(({ nlu }) => nlu) },
      { provide: NluMetrics, useValue: metrics },
    ],
  })
  class NluModule {}

  @Module({})
  class AdminModule {}

  const logger = serviceLogger('nlu');
  const services = [wire.NluServiceDefinition];
  const admission = measuredAdmission(metrics);
  const server = new GrpcServer({ host, port, portVariable: 'TIEBREAK_NLU_PORT', services, certificates, admission });
  const apps = [await NestFactory.createMicroservice(NluModule, { strategy: server, logger, abortOnError: false })];
  let adminServer: AdminServer | undefined;
  if (admin !== undefined) {
    adminServer = new AdminServer({ ...admin, certificates, services: [], pages: servicePages(server, metrics) });
    const options = { strategy: adminServer, logger, abortOnError: false };
    apps.push(await NestFactory.createMicroservice(AdminModule, options));
  }
  const close = async (): Promise<void> => {
    for (const app of apps) await app.close();
    certificates?.close();
  };
  try {
    for (const app of apps) await app.listen();
  } catch (error) {
    await close();
    throw error;
  }
  return { port: server.port, ...(adminServer === undefined ? {} : { adminPort: adminServer.port }), close };
}
