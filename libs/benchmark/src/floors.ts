import { fileURLToPath } from 'node:url';
import { environment } from '@tiebreak/configuration';
import { type ServiceProcess, startServiceProcess } from '@tiebreak/service-host/process';

export { BYTES_PATH } from './floors/serve-bytes';

/**
 * The floor of a service: gRPC of the same library with messages of the same size, which nobody decodes and of which
 * nothing is made. Less than that only another library can cost.
 * @param runner the script that runs TypeScript
 */
export function startEcho(runner: string, replyBytes: number): Promise<ServiceProcess> {
  return start(runner, 'echo', [replyBytes]);
}

/** The floor of a service that asks others: it asks all of the echoes at once with part of what it was asked, and answers. */
export function startRelay(
  runner: string,
  sizes: { readonly replyBytes: number; readonly partBytes: number },
  echoes: readonly ServiceProcess[],
): Promise<ServiceProcess> {
  const addresses = echoes.map(({ ports }) => `127.0.0.1:${ports[0]!}`);
  return start(runner, 'relay', [sizes.replyBytes, sizes.partBytes, ...addresses]);
}

function start(runner: string, name: string, args: readonly (string | number)[]): Promise<ServiceProcess> {
  const main = fileURLToPath(new URL(`./floors/${name}-main.ts`, import.meta.url));
  return startServiceProcess(name, [runner, main, ...args.map(String)], environment());
}
