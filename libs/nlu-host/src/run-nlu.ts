import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, NluSettings, readSettings } from '@tiebreak/configuration';
import { readNluBundles } from '@tiebreak/nlu-model';
import { publicKeyIn } from '@tiebreak/release-control';
import { adminAddress, readCertificates, runService } from '@tiebreak/service-host';
import { startNlu } from './start-nlu';

/**
 * Runs the reference NLU as this process, configured by the environment.
 * @param shipped folder of the bundles that its app ships
 */
export async function runNlu(shipped: URL): Promise<void> {
  let domains = '';
  await runService(
    'nlu',
    async () => {
      const defaults = { models: fileURLToPath(shipped) };
      const settings = readSettings(NluSettings, environment(), defaults);
      const { host, port, models, modelRoot, adminHost, adminPort, admins, auditTrail } = settings;
      const certificates = readCertificates();
      const portVariable = 'TIEBREAK_NLU_ADMIN_PORT';
      const key = settings.publicKey === '' ? {} : { publicKey: publicKeyIn(settings.publicKey) };
      const admin = {
        ...adminAddress({ host: adminHost, port: adminPort, portVariable }, port, certificates),
        ...{ root: modelRoot === '' ? dirname(resolve(models)) : modelRoot, ...key },
        admins: admins.split(',').map((name) => name.trim()),
        ...(auditTrail === '' ? {} : { trail: auditTrail }),
      };
      const bundles = await readNluBundles(models, key);
      domains = bundles.map(({ manifest }) => `${manifest.domain}@${manifest.version}`).join(', ');
      return startNlu({ host, port, bundles, admin, certificates });
    },
    ({ port, adminPort }) =>
      `nlu of ${domains} serves gRPC on port ${port}, release control, health and metrics on port ${String(adminPort)}`,
  );
}
