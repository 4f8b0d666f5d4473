import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { readDataFile } from '../data-file';
import { askOverHttp, resolveOverHttp, type Said } from '../demo/aggregator-over-http';
import { formatAsk } from '../demo/format-ask';
import { formatResolution } from '../demo/format-resolution';
import { startServices } from '../demo/start-services';
import { say } from '../output';

const EXAMPLES = fileURLToPath(new URL('../../../../examples/play-mary-poppins.jsonl', import.meta.url));
/** What is asked by words when there is an NLU. */
const WORDS: readonly Said[] = [
  { utterance: 'play mary poppins', device: 'fire_tv' },
  { utterance: 'play thriller by michael jackson', device: 'voice_only' },
  { utterance: 'find the novel dune', device: 'tablet' },
];

export function addStart(program: Command): void {
  program
    .command('start')
    .summary('start all services here and resolve an example')
    .description(
      'Starts music, books, video, the aggregator with the console, the search service and, if there is one, the NLU as processes, waits for their health, resolves "play mary poppins" on three devices, asks by words when there is an NLU, and stays up until Ctrl-C. The search service indexes its catalogues at its first start and comes when it is ready.',
    )
    .option('--once', 'stop after the examples instead of staying up', false)
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak start\n\nPorts are set by TIEBREAK_MUSIC_PORT and so on; docs/reference/configuration.md lists them.\nTIEBREAK_NLU and TIEBREAK_SEARCH name services of your own, which are then used instead.',
    )
    .action(run);
}

async function run({ once }: { readonly once: boolean }): Promise<void> {
  const services = await startServices(!once);
  const { httpPort, grpcPort, understandsWords } = services;
  const stopped = services.untilStopped();
  try {
    if (services.console) say(`\nThe console is at http://127.0.0.1:${httpPort}/`);
    const { lines } = await readDataFile(EXAMPLES);
    for (const line of lines) {
      const said = { utterance: line.utterance, device: line.context.device };
      say(`\n${formatResolution(said, await resolveOverHttp(httpPort, line))}`);
    }
    if (understandsWords) {
      await Promise.race([services.searching, stopped]);
      for (const said of WORDS) say(`\n${await asked(httpPort, said)}`);
    }
    if (once) return;
    const own = [
      ...(services.console ? ['the console'] : []),
      ...(understandsWords ? [`POST http://127.0.0.1:${httpPort}/v1/ask`] : []),
      `POST http://127.0.0.1:${httpPort}/v1/resolve (described at /docs)`,
    ];
    say(`\nTry your own: ${own.join(', ')}, or gRPC on port ${grpcPort}. Ctrl-C ends all.`);
    await stopped;
  } finally {
    await services.stop();
  }
}

/** The answer, or why there is none: an NLU of somebody else's does not end the demo. */
function asked(port: number, said: Said): Promise<string> {
  return askOverHttp(port, said).then(
    (answer) => formatAsk(said, answer),
    (error: unknown) => (error as Error).message,
  );
}
