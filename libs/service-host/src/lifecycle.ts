import { environment, readSettings, TracingSettings } from '@tiebreak/configuration';
import { startTracing } from '@tiebreak/telemetry';

/** A service that runs in this process. */
export interface RunningService {
  /** Stops taking requests, lets those in flight finish, frees everything. */
  close(): Promise<void>;
}

/**
 * Runs a service as this process, configured by the environment: starts it and its traces, says so on stdout in one line, and closes it on SIGTERM or SIGINT.
 * A service that cannot start says why on stderr and exits with 1.
 */
export async function runService<Service extends RunningService>(
  name: string,
  start: () => Promise<Service>,
  describe: (service: Service) => string,
): Promise<void> {
  // A disk that is full, or a reader of the log that is gone, must not end a service.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    const endTraces = await traces(name);
    const service = await start();
    let closing: Promise<void> | undefined;
    const stop = (): void => {
      closing ??= service
        .close()
        .then(endTraces)
        .then(() => process.exit(0));
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    process.stdout.write(`${describe(service)}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}

/** Sends traces when the environment says where to. @returns ends that */
function traces(service: string): Promise<() => Promise<void>> {
  const { url, share } = readSettings(TracingSettings, environment());
  return url === '' ? Promise.resolve(() => Promise.resolve()) : startTracing({ service, url, share });
}
