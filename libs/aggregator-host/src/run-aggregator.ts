import { fileURLToPath } from 'node:url';
import { AggregatorSettings, decisionPolicy, environment, readRegistry, readSettings } from '@tiebreak/configuration';
import { runService } from '@tiebreak/service-host';
import { startAggregator } from './start-aggregator';

/**
 * Runs the aggregator as this process, configured by the environment.
 * @param defaults the files that the app ships: its registry, and its map from scores to joint probabilities
 */
export async function runAggregator(defaults: { readonly registry: URL; readonly joint: URL }): Promise<void> {
  await runService(
    () => {
      const settings = readSettings(AggregatorSettings, environment(), {
        registry: fileURLToPath(defaults.registry),
        joint: fileURLToPath(defaults.joint),
      });
      const { host, port, httpPort, domainDeadlineMs } = settings;
      return startAggregator({
        ...{ host, port, httpPort, domainDeadlineMs },
        registry: readRegistry(settings.registry),
        policy: decisionPolicy(settings),
      });
    },
    ({ port, httpPort }) => `aggregator serves gRPC on port ${port} and HTTP on port ${httpPort}`,
  );
}
