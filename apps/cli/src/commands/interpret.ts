import { type Command, InvalidArgumentError } from 'commander';
import { BundleError } from '@tiebreak/onnx-model';
import { N_BEST } from '@tiebreak/reference-nlu';
import { readNluBundles } from '@tiebreak/nlu-model';
import { interpretLines } from '../nlu/interpret-lines';
import { say } from '../output';
import { Refusal } from '../refusal';
import { wholeNumber } from '../whole-number';

interface InterpretFlags {
  readonly data: string;
  readonly models: string;
  readonly out: string;
  readonly nBest: number;
}

export function addInterpret(program: Command): void {
  program
    .command('interpret')
    .summary("write lines with every domain's hypotheses")
    .description(
      "Writes the lines as they are, with the hypotheses of every domain's reference NLU in place of any that they have.",
    )
    .requiredOption('--data <file>', 'lines with an utterance, JSONL or JSONL.gz; truth is kept and not needed')
    .requiredOption('--models <folder>', 'folder with NLU bundles, three levels deep at most')
    .requiredOption('--out <file>', 'where the lines go, gzipped if it ends in .gz')
    .option('--n-best <number>', 'hypotheses of each domain, 1 to 16', nBest, N_BEST.usual)
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak interpret --data utterances.jsonl --models apps/nlu/model --out lines.jsonl.gz',
    )
    .action(run);
}

async function run({ data, models, out, nBest: count }: InterpretFlags): Promise<void> {
  const bundles = await readNluBundles(models).catch((error: unknown) => {
    // A folder without bundles, or with one that cannot be used.
    if (error instanceof BundleError || (error as NodeJS.ErrnoException).code === undefined)
      throw new Refusal((error as Error).message);
    throw new Refusal(`${models}: expected a readable folder, got ${(error as NodeJS.ErrnoException).code!}`);
  });
  const lines = await interpretLines(data, bundles, count, out);
  say(
    `wrote ${lines} lines to ${out}, with hypotheses of ${bundles.map(({ manifest }) => manifest.domain).join(', ')}`,
  );
}

function nBest(text: string): number {
  const count = wholeNumber(text);
  if (count < N_BEST.least || count > N_BEST.most)
    throw new InvalidArgumentError(`expected a whole number from ${N_BEST.least} to ${N_BEST.most}, got ${text}`);
  return count;
}
