import 'reflect-metadata';
import { relative } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NluBundle } from '@tiebreak/nlu-model';
import { wire } from '@tiebreak/protocol';
import { modelAdministration, type ModelAdministrationOptions } from '@tiebreak/release-control';
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
import { exchangeableNlus, type NluSource, rostersOf } from './exchangeable-nlus';
import { NluController, ROSTERS } from './nlu.controller';

export interface NluHostOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** One a domain; answers come in this order. */
  readonly bundles: readonly NluBundle[];
  /** Absent: no admin address, and nobody sees the metrics or exchanges the models. */
  readonly admin?: NluAdminOptions;
  /** Without encryption when left out. */
  readonly certificates?: Certificates | undefined;
}

/** Where and from what the running service's models are changed, and by whom. */
export type NluAdminOptions = AdminAddress & NluSource & Omit<ModelAdministrationOptions, 'startedWith'>;

/** The reference NLU, serving. */
export interface RunningNlu extends RunningService {
  readonly port: number;
  readonly adminPort?: number;
}

/**
 * Starts the NLU of every domain as one gRPC service, and release control of them on the admin address.
 * @throws Error when a port is taken, or the audit trail cannot be read
 */
export async function startNlu({ host, port, bundles, admin, certificates }: NluHostOptions): Promise<RunningNlu> {
  const rosters = rostersOf(bundles);
  const metrics = new NluMetrics(() => [...rosters.values()].flatMap((roster) => roster.standing()));

  @Module({
    controllers: [NluController],
    providers: [
      { provide: ROSTERS, useValue: [...rosters.values()] },
      { provide: NluMetrics, useValue: metrics },
    ],
  })
  class NluModule {}

  const logger = serviceLogger('nlu');
  const services = [wire.NluServiceDefinition];
  const admission = measuredAdmission(metrics);
  const server = new GrpcServer({ host, port, portVariable: 'TIEBREAK_NLU_PORT', services, certificates, admission });
  const apps = [await NestFactory.createMicroservice(NluModule, { strategy: server, logger, abortOnError: false })];
  let adminServer: AdminServer | undefined;
  if (admin !== undefined) {
    const folders = new Map(bundles.map(({ manifest, folder }) => [manifest.domain, relative(admin.root, folder)]));
    const { controllers, providers, administration } = await modelAdministration(exchangeableNlus(admin, rosters), {
      ...admin,
      startedWith: (domain) => folders.get(domain)!,
    });

    @Module({ controllers, providers })
    class AdminModule {}

    const { host: adminHost, port: adminPort, portVariable } = admin;
    adminServer = new AdminServer({
      ...{ host: adminHost, port: adminPort, portVariable, certificates },
      ...administration,
      pages: { ...servicePages(server, metrics), ...administration.pages },
    });
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
