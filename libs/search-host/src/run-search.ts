import type { KeyObject } from 'node:crypto';
import { environment, readSettings, SearchSettings } from '@tiebreak/configuration';
import { publicKeyIn } from '@tiebreak/release-control';
import type { SearchService } from '@tiebreak/search-pipeline';
import type { ExchangeableModels, ReleasableModel } from '@tiebreak/serving';
import { adminAddress, readCertificates, runService } from '@tiebreak/service-host';
import { type RunningSearchHost, startSearchHost } from './start-search-host';

/** A search service that holds files, threads or connections. */
export interface OpenSearchService extends SearchService {
  /** Its rankers, which are exchanged by the admin address; absent: they stay as they are. */
  readonly models?: ExchangeableModels<ReleasableModel>;
  /** Frees them; nothing is asked of it any more. */
  close(): Promise<void>;
}

/** The settings of a service, with the key that rankers have to be signed by, if any. */
export type SearchProcessSettings = Omit<SearchSettings, 'publicKey'> & { readonly publicKey?: KeyObject };

/**
 * Runs the search service as this process, configured by the environment.
 * @param open makes what answers. Ports are bound once it is there; it is closed after the last answer.
 */
export async function runSearch(open: (settings: SearchProcessSettings) => Promise<OpenSearchService>): Promise<void> {
  await runService(
    'search',
    async () => {
      const { publicKey, ...settings } = readSettings(SearchSettings, environment());
      const { adminHost, adminPort, port, admins, auditTrail } = settings;
      const certificates = readCertificates();
      const adminVariable = 'TIEBREAK_SEARCH_ADMIN_PORT';
      const admin = adminAddress({ host: adminHost, port: adminPort, portVariable: adminVariable }, port, certificates);
      const service = await open({ ...settings, ...(publicKey === '' ? {} : { publicKey: publicKeyIn(publicKey) }) });
      const { models } = service;
      const rankers = models && {
        ...{ models, admins: admins.split(',').map((name) => name.trim()) },
        ...(auditTrail === '' ? {} : { trail: auditTrail }),
      };
      return closingToo(service, () =>
        startSearchHost({ settings, service, admin, ...(rankers && { rankers }), certificates }),
      );
    },
    ({ port, httpPort, adminPort }) =>
      `search serves gRPC on port ${port}, HTTP on port ${httpPort}, release control, health and metrics on port ${String(adminPort)}`,
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
