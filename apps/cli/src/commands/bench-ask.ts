import type { Command } from 'commander';
import type { AskBenchFlags } from '../bench/ask/bench-ask';
import { wholeNumber } from '../whole-number';

export function addBenchAsk(bench: Command): void {
  bench
    .command('ask')
    .summary('measure an ask beside its hops')
    .description(
      'Measures POST /v1/ask, with one in flight, beside the hops that it is made of (Interpret, Resolve, Search over gRPC, one after the other) in the same run and for the same words, over services that are built as they are deployed and run as processes of this machine. The search service has the shipped catalogues, the hashed encoder and all strategies at depth 50, so that a hop is the same work each time.',
    )
    .option('--nlu <address>', 'gRPC target of an NLU that runs already (default: the reference NLU)')
    .option('--data <file>', 'lines whose utterances are asked (default: wishes made of titles of the catalogues)')
    .option('--seed <number>', 'of the wishes that are made', wholeNumber, 1)
    .option('--quick', 'fewer asks, for a first look: too few for figures to rely on', false)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExamples:\n  npx tiebreak bench ask\n  npx tiebreak bench ask --nlu 127.0.0.1:50070 --data dev.jsonl.gz --quick --json',
    )
    .action(async (flags: AskBenchFlags) => {
      const { benchAsk } = await import('../bench/ask/bench-ask');
      await benchAsk(flags);
    });
}
