/** A service that runs in this process. */
export interface RunningService {
  /** Stops taking requests, lets those in flight finish, frees everything. */
  close(): Promise<void>;
}

/**
 * Runs a service as this process: starts it, says so on stdout in one line, and closes it on SIGTERM or SIGINT.
 * A service that cannot start says why on stderr and exits with 1.
 */
export async function runService<Service extends RunningService>(
  start: () => Promise<Service>,
  describe: (service: Service) => string,
): Promise<void> {
  try {
    const service = await start();
    let closing: Promise<void> | undefined;
    const stop = (): void => {
      closing ??= service.close().then(() => process.exit(0));
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    process.stdout.write(`${describe(service)}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}
