import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, readSettings, RerankerSettings } from '@tiebreak/configuration';
import { publicKeyIn } from '@tiebreak/release-control';
import type { DomainDefinition } from '@tiebreak/scoring';
import { adminAddress, readCertificates, runService } from '@tiebreak/service-host';
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
    definition.name,
    () => {
      const { host, port, model, adminHost, adminPort, admins, auditTrail, modelRoot, publicKey } = readSettings(
        RerankerSettings,
        environment(),
        {
          port: defaults.port,
          model: fileURLToPath(defaults.model),
          admins: `${definition.name.toLowerCase()}-release`,
        },
        { DOMAIN: domain },
      );
      const certificates = readCertificates();
      const adminVariable = `TIEBREAK_${domain}_ADMIN_PORT`;
      return startReranker(definition, {
        ...{ host, port, model, portVariable: `TIEBREAK_${domain}_PORT`, certificates },
        admin: {
          ...adminAddress({ host: adminHost, port: adminPort, portVariable: adminVariable }, port, certificates),
          modelRoot: modelRoot === '' ? dirname(model) : modelRoot,
          ...(auditTrail === '' ? {} : { trail: auditTrail }),
          access: { peers: admins.split(',').map((name) => name.trim()) },
        },
        ...(publicKey === '' ? {} : { publicKey: publicKeyIn(publicKey) }),
      });
    },
    ({ version, port, adminPort }) =>
      `${definition.name}@${version} serves gRPC on port ${port}, release control and health on port ${String(adminPort)}`,
  );
}
