import { environment, readSettings, SearchSettings } from '@tiebreak/configuration';
import type { SearchService } from '@tiebreak/search-pipeline';
import { adminAddress, readCertificates, runService } from '@tiebreak/service-host';
import { type RunningSearchHost, startSearchHost } from './start-search-host';

/** A search service that holds files, threads or connections. */
export interface OpenSearchService extends SearchService {
  /** Frees them; nothing is asked of it any more. */
  close(): Promise<void>;
}

/**
 * Runs the search service as this process, configured by the environment.
 * @param open makes what answers. Ports are bound once it is there; it is closed after the last answer.
 */
export async function runSearch(open: (settings: SearchSettings) => Promise<OpenSearchService>): Promise<void> {
  await runService(
    'search',
    async () => {
      const settings = readSettings(SearchSettings, environment());
      const { adminHost, adminPort, port } = settings;
      const certificates = readCertificates();
      const adminVariable = 'TIEBREAK_SEARCH_ADMIN_PORT';
      const admin = adminAddress({ host: adminHost, port: adminPort, portVariable: adminVariable }, port, certificates);
      const service = await open(settings);
      return closingToo(service, () => startSearchHost({ settings, service, admin, certificates }));
    },
    ({ port, httpPort, adminPort }) =>
      `search serves gRPC on port ${port}, HTTP on port ${httpPort}, health and metrics on port ${String(adminPort)}`,
  );
}

/** A host that closes what answers after itself, also when it cannot start. */
async function closingToo(
  service: OpenSearchService,
  start: () => Promise<RunningSearchHost>,
): Promise<RunningSearchHost> {
  const host = await start().catch(async (error: unknown) => {
    await service.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await host.close();
    await service.close();
  };
  return { ...host, close };
}
