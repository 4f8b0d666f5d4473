import { fileURLToPath } from 'node:url';
import {
  AggregatorSettings,
  ConsoleSettings,
  decisionPolicy,
  environment,
  LiveCalibrationSettings,
  readRegistry,
  readSettings,
} from '@tiebreak/configuration';
import { openDecisionLog } from '@tiebreak/decision-log';
import { adminAddress, readCertificates, runService } from '@tiebreak/service-host';
import type { LiveCalibrationOptions } from './live-calibration/live-calibration';
import { startAggregator } from './start-aggregator';

/**
 * Runs the aggregator as this process, configured by the environment.
 * @param defaults the files that the app ships: its registry, and its map from scores to joint probabilities
 */
export async function runAggregator(defaults: { readonly registry: URL; readonly joint: URL }): Promise<void> {
  await runService(
    'aggregator',
    async () => {
      const settings = readSettings(AggregatorSettings, environment(), {
        registry: fileURLToPath(defaults.registry),
        joint: fileURLToPath(defaults.joint),
      });
      const { host, port, httpPort, domainDeadlineMs, adminHost, adminPort } = settings;
      const { nlu, match, search, askDeadlineMs } = settings;
      const certificates = readCertificates();
      const adminVariable = 'TIEBREAK_AGGREGATOR_ADMIN_PORT';
      const { folder, rollout, searchAdmin } = readSettings(ConsoleSettings, environment());
      return startAggregator({
        ...{ host, port, httpPort, domainDeadlineMs, certificates },
        asking: { nlu, match, search, deadlineMs: askDeadlineMs },
        admin: adminAddress({ host: adminHost, port: adminPort, portVariable: adminVariable }, port, certificates),
        registry: readRegistry(settings.registry),
        policy: decisionPolicy(settings),
        liveCalibration: await openLiveCalibration(),
        ...(folder !== '' && { console: { folder, searchAdmin, rollout: rollout === 1 } }),
      });
    },
    ({ port, httpPort, adminPort }) =>
      `aggregator serves gRPC on port ${port}, HTTP on port ${httpPort}, health and metrics on port ${String(adminPort)}`,
  );
}

/** @throws ConfigurationError, UnusableDatabase */
async function openLiveCalibration(): Promise<LiveCalibrationOptions> {
  const { log, words, days, recalibrated } = readSettings(LiveCalibrationSettings, environment());
  return {
    log: log === '' ? undefined : await openDecisionLog(log),
    ...{ words: words === 1, days },
    recalibrated: recalibrated.split(',').flatMap((domain) => (domain.trim() === '' ? [] : [domain.trim()])),
  };
}
