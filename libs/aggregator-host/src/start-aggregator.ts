import { createResolver, type DecisionPolicy } from '@tiebreak/aggregation';
import type { RegistryEntry } from '@tiebreak/configuration';
import { aggregatorApi, wire } from '@tiebreak/protocol';
import { type AdminAddress, type Certificates, GrpcServer, measuredAdmission } from '@tiebreak/service-host';
import { type RunningHttpService, startHttpService } from '@tiebreak/service-host/http';
import { AggregatorMetrics } from '@tiebreak/telemetry';
import { Aggregator } from './aggregator';
import { consoleFiles } from './console/console-files';
import { ConsoleController } from './console/console.controller';
import { type ConsoleOptions, ConsoleViews } from './console/console-views';
import { grpcReranker } from './domain-call/grpc-reranker';
import { GrpcController } from './grpc.controller';
import { HttpController } from './http.controller';

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
  /** Absent: the console is not served, nor are its views. */
  readonly console?: ConsoleOptions;
  /** Absent: no admin address, and nobody sees the metrics. */
  readonly admin?: AdminAddress;
  /** Without encryption when left out; with it, domains are called by this identity too. */
  readonly certificates?: Certificates | undefined;
}

/** The aggregator, serving. */
export type RunningAggregator = RunningHttpService;

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
  const grpc = new GrpcServer({
    ...options,
    portVariable: 'TIEBREAK_AGGREGATOR_PORT',
    services: [wire.AggregatorServiceDefinition],
    admission,
  });
  const views = options.console && new ConsoleViews(options.registry, options.console, certificates);
  return startHttpService({
    ...options,
    pages: options.console && consoleFiles(options.console.folder),
    ...{ name: 'aggregator', httpPortVariable: 'TIEBREAK_AGGREGATOR_HTTP_PORT', api: aggregatorApi() },
    ...{ grpc, admission, metrics },
    module: {
      controllers: [GrpcController, HttpController, ...(views ? [ConsoleController] : [])],
      providers: [
        { provide: Aggregator, useValue: new Aggregator(resolver, options.domainDeadlineMs, metrics) },
        ...(views ? [{ provide: ConsoleViews, useValue: views }] : []),
      ],
    },
    free: () => {
      for (const { reranker } of domains) reranker.close();
    },
  });
}
