import { fileURLToPath } from 'node:url';
import { environment, readSettings, RerankerSettings } from '@tiebreak/configuration';
import type { DomainDefinition } from '@tiebreak/scoring';
import { runService } from '@tiebreak/service-host';
import { startReranker } from './start-reranker';

/**
 * Runs a domain's re-ranker as this process, configured by the environment.
 * @param defaults the domain's usual port, and the bundle that its app ships
 */
export async function runReranker(
  definition: DomainDefinition,
  defaults: { readonly port: number; readonly model: URL },
): Promise<void> {
  const domain = definition.name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  await runService(
    () => {
      const settings = readSettings(
        RerankerSettings,
        environment(),
        { port: defaults.port, model: fileURLToPath(defaults.model) },
        { DOMAIN: domain },
      );
      return startReranker(definition, { ...settings, portVariable: `TIEBREAK_${domain}_PORT` });
    },
    ({ version, port }) => `${definition.name}@${version} serves gRPC on port ${port}`,
  );
}
