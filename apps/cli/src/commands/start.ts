import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { readDataFile } from '../data-file';
import { formatResolution } from '../demo/format-resolution';
import { resolveOverHttp } from '../demo/resolve-over-http';
import { startServices } from '../demo/start-services';
import { say } from '../output';

const EXAMPLES = fileURLToPath(new URL('../../../../examples/play-mary-poppins.jsonl', import.meta.url));

export function addStart(program: Command): void {
  program
    .command('start')
    .summary('start the four services here and resolve an example')
    .description(
      'Starts music, books, video and the aggregator as processes, waits for their health, resolves "play mary poppins" on three devices, and stays up until Ctrl-C, with the console at its HTTP port.',
    )
    .option('--once', 'stop after the example instead of staying up', false)
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak start\n\nPorts are set by TIEBREAK_MUSIC_PORT and so on; docs/reference/configuration.md lists them.',
    )
    .action(run);
}

async function run({ once }: { readonly once: boolean }): Promise<void> {
  const services = await startServices(!once);
  try {
    const { lines } = await readDataFile(EXAMPLES);
    for (const line of lines) say(`\n${formatResolution(line, await resolveOverHttp(services.httpPort, line))}`);
    if (once) return;
    if (services.console) say(`\nThe console is at http://127.0.0.1:${services.httpPort}/`);
    say(
      `\nResolve your own: POST http://127.0.0.1:${services.httpPort}/v1/resolve (described at /docs), or gRPC on port ${services.grpcPort}. Ctrl-C ends all.`,
    );
    await services.untilStopped();
  } finally {
    await services.stop();
  }
}
