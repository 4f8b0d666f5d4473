import { fileURLToPath } from 'node:url';
import {
  AggregatorSettings,
  ConsoleSettings,
  decisionPolicy,
  environment,
  readRegistry,
  readSettings,
} from '@tiebreak/configuration';
import { adminAddress, readCertificates, runService } from '@tiebreak/service-host';
import { startAggregator } from './start-aggregator';

/**
 * Runs the aggregator as this process, configured by the environment.
 * @param defaults the files that the app ships: its registry, and its map from scores to joint probabilities
 */
export async function runAggregator(defaults: { readonly registry: URL; readonly joint: URL }): Promise<void> {
  await runService(
    'aggregator',
    () => {
      const settings = readSettings(AggregatorSettings, environment(), {
        registry: fileURLToPath(defaults.registry),
        joint: fileURLToPath(defaults.joint),
      });
      const { host, port, httpPort, domainDeadlineMs, adminHost, adminPort, nlu, search, askDeadlineMs } = settings;
      const certificates = readCertificates();
      const adminVariable = 'TIEBREAK_AGGREGATOR_ADMIN_PORT';
      const { folder, rollout, searchAdmin } = readSettings(ConsoleSettings, environment());
      return startAggregator({
        ...{ host, port, httpPort, domainDeadlineMs, certificates },
        asking: { nlu, search, deadlineMs: askDeadlineMs },
        admin: adminAddress({ host: adminHost, port: adminPort, portVariable: adminVariable }, port, certificates),
        registry: readRegistry(settings.registry),
        policy: decisionPolicy(settings),
        ...(folder !== '' && { console: { folder, searchAdmin, rollout: rollout === 1 } }),
      });
    },
    ({ port, httpPort, adminPort }) =>
      `aggregator serves gRPC on port ${port}, HTTP on port ${httpPort}, health and metrics on port ${String(adminPort)}`,
  );
}
