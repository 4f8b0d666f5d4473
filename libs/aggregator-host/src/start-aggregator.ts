import { createResolver, type DecisionPolicy } from '@tiebreak/aggregation';
import type { RegistryEntry } from '@tiebreak/configuration';
import { aggregatorApi, wire } from '@tiebreak/protocol';
import { type AdminAddress, type Certificates, GrpcServer, measuredAdmission } from '@tiebreak/service-host';
import { type RunningHttpService, startHttpService } from '@tiebreak/service-host/http';
import { AggregatorMetrics } from '@tiebreak/telemetry';
import { Aggregator } from './aggregator';
import { AskGrpcController } from './asking/ask-grpc.controller';
import { AskHttpController } from './asking/ask-http.controller';
import { Asking } from './asking/asking';
import { type AskingOptions, connectAsking } from './asking/connect-asking';
import { consoleFiles } from './console/console-files';
import { ConsoleController } from './console/console.controller';
import { type ConsoleOptions, ConsoleViews } from './console/console-views';
import { grpcReranker } from './domain-call/grpc-reranker';
import { GrpcController } from './grpc.controller';
import { HttpController } from './http.controller';
import { CalibrationHttpController } from './live-calibration/calibration-http.controller';
import { LiveCalibration, type LiveCalibrationOptions, NOT_LOGGED } from './live-calibration/live-calibration';
import { OutcomesGrpcController } from './live-calibration/outcomes-grpc.controller';
import { recalibratedReranker } from './live-calibration/recalibrated-reranker';

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
  /** Where NLU, matching and search are; absent: there are none, and `Ask` is refused. */
  readonly asking?: AskingOptions;
  /** Absent: decisions are not logged, and outcomes are refused. */
  readonly liveCalibration?: LiveCalibrationOptions;
  /** Absent: the console is not served, nor are its views. */
  readonly console?: ConsoleOptions;
  /** Absent: no admin address, and nobody sees the metrics. */
  readonly admin?: AdminAddress;
  /** Without encryption when left out; with it, domains are called by this identity too. */
  readonly certificates?: Certificates | undefined;
}

/** Without NLU and search. */
const NOT_ASKING: AskingOptions = { nlu: '', search: '', deadlineMs: 1_000 };

/** The aggregator, serving. */
export type RunningAggregator = RunningHttpService;

/** Starts the aggregator over gRPC and HTTP. Domains need not be up: they are connected to when they come. @throws Error when a port is taken */
export async function startAggregator(options: AggregatorOptions): Promise<RunningAggregator> {
  const { certificates, asking = NOT_ASKING, domainDeadlineMs } = options;
  const domains = options.registry.map(({ address, ...entry }) => ({
    ...entry,
    reranker: grpcReranker({
      address,
      patienceMs: domainDeadlineMs,
      ...(certificates && { credentials: certificates.channelCredentials() }),
      hedged: () => {
        metrics.hedged(entry.domain);
      },
    }),
  }));
  const metrics = new AggregatorMetrics(
    domains.map(({ domain }) => domain),
    (name) => domains.some(({ domain, reranker }) => domain === name && reranker.leftAlone),
  );
  const admission = measuredAdmission(metrics);
  const calibration = new LiveCalibration(
    options.liveCalibration ?? NOT_LOGGED,
    options.policy.joint,
    metrics.calibration,
  );
  const resolver = calibration.watched(
    createResolver({
      domains: domains.map((entry) => ({
        ...entry,
        reranker: recalibratedReranker(entry.reranker, (digest) => calibration.recalibrationOf(entry.domain, digest)),
      })),
      ...options.policy,
      now: () => performance.now(),
    }),
  );
  const connected = connectAsking(asking, {
    ...{ resolver, domainDeadlineMs, metrics },
    domains: domains.map(({ domain }) => domain),
    credentials: certificates?.channelCredentials(),
  });
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
      controllers: [
        ...[GrpcController, HttpController, AskGrpcController, AskHttpController],
        ...[OutcomesGrpcController, CalibrationHttpController],
        ...(views ? [ConsoleController] : []),
      ],
      providers: [
        { provide: Aggregator, useValue: new Aggregator(resolver, domainDeadlineMs, metrics) },
        { provide: Asking, useValue: connected.asking },
        { provide: LiveCalibration, useValue: calibration },
        ...(views ? [{ provide: ConsoleViews, useValue: views }] : []),
      ],
    },
    free: async () => {
      for (const { reranker } of domains) reranker.close();
      connected.close();
      await calibration.close();
    },
  });
}
