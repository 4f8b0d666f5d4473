import { fileURLToPath } from 'node:url';
import { AggregatorSettings, environment, readRegistry, readSettings } from '@tiebreak/configuration';
import { runService } from '@tiebreak/service-host';
import { startAggregator } from './start-aggregator';

/**
 * Runs the aggregator as this process, configured by the environment.
 * @param defaults the registry that the app ships
 */
export async function runAggregator(defaults: { readonly registry: URL }): Promise<void> {
  await runService(
    () => {
      const { wrongAction, confirmation, disambiguation, missed, ...settings } = readSettings(
        AggregatorSettings,
        environment(),
        {
          registry: fileURLToPath(defaults.registry),
        },
      );
      return startAggregator({
        ...settings,
        registry: readRegistry(settings.registry),
        costs: { wrongAction, confirmation, disambiguation, missed },
      });
    },
    ({ port, httpPort }) => `aggregator serves gRPC on port ${port} and HTTP on port ${httpPort}`,
  );
}
