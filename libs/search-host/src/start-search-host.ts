import type { SearchSettings } from '@tiebreak/configuration';
import { searchApi, wire } from '@tiebreak/protocol';
import { modelAdministration, type ModelAdministrationOptions } from '@tiebreak/release-control';
import type { SearchService } from '@tiebreak/search-pipeline';
import type { ExchangeableModels, ReleasableModel } from '@tiebreak/serving';
import { type AdminAddress, type Certificates, GrpcServer, jsonPage, measuredAdmission } from '@tiebreak/service-host';
import { type RunningHttpService, startHttpService } from '@tiebreak/service-host/http';
import { SearchMetrics } from '@tiebreak/telemetry';
import { GrpcController } from './grpc.controller';
import { HttpController } from './http.controller';
import { RetrievalTally } from './retrieval-tally';
import { SearchEndpoint } from './search-endpoint';

export interface SearchHostOptions {
  /** Ports of 0 let the system choose. */
  readonly settings: Pick<SearchSettings, 'host' | 'port' | 'httpPort' | 'deadlineMs' | 'logQueries'>;
  /** What answers. It is not closed by the host. */
  readonly service: SearchService;
  /** Absent: no admin address, and nobody sees the metrics. */
  readonly admin?: AdminAddress;
  /** Rankers that are exchanged by the admin address; absent: they stay as they are. */
  readonly rankers?: ModelAdministrationOptions & { readonly models: ExchangeableModels<ReleasableModel> };
  /** Without encryption when left out. */
  readonly certificates?: Certificates | undefined;
}

/** The search service, serving. */
export type RunningSearchHost = RunningHttpService;

/** Starts the search service over gRPC and HTTP. @throws Error when a port is taken, or the audit trail cannot be read */
export async function startSearchHost(options: SearchHostOptions): Promise<RunningSearchHost> {
  const { service, admin, rankers, certificates } = options;
  const { host, port, httpPort, deadlineMs, logQueries } = options.settings;
  const metrics = new SearchMetrics();
  const admission = measuredAdmission(metrics);
  const tally = new RetrievalTally(Date.now());
  const endpoint = new SearchEndpoint(service, metrics, tally, { deadlineMs, logQueries: logQueries === 1 });
  const grpc = new GrpcServer({
    ...{ host, port, portVariable: 'TIEBREAK_SEARCH_PORT', certificates },
    services: [wire.SearchServiceDefinition],
    admission,
  });
  const releases = rankers && (await modelAdministration(rankers.models, rankers));
  return startHttpService({
    ...{ name: 'search', host, httpPort, httpPortVariable: 'TIEBREAK_SEARCH_HTTP_PORT', api: searchApi() },
    ...{ grpc, admission, metrics, admin, certificates },
    administration: {
      services: [],
      ...releases?.administration,
      pages: { ...releases?.administration.pages, '/retrieval': () => jsonPage(200, tally.view()) },
    },
    module: {
      controllers: [GrpcController, HttpController, ...(releases?.controllers ?? [])],
      providers: [{ provide: SearchEndpoint, useValue: endpoint }, ...(releases?.providers ?? [])],
    },
  });
}
