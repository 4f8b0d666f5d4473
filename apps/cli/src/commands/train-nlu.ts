import { writeNluBundle } from '@tiebreak/nlu-model';
import { trainNlu, UnteachableNlu } from '@tiebreak/reference-nlu';
import { isSemVer } from 'class-validator';
import { type Command, InvalidArgumentError } from 'commander';
import { readTaggedLines } from '../nlu/read-tagged-lines';
import { printJson, say } from '../output';
import { Progress } from '../progress';
import { Refusal, refusing } from '../refusal';
import { sourceDate } from '../source-date';
import { wholeNumber } from '../whole-number';

interface TrainNluFlags {
  readonly data: string;
  readonly domain: string;
  readonly out: string;
  readonly bundleVersion: string;
  readonly seed: number;
  readonly json: boolean;
}

export function addTrainNlu(program: Command): void {
  program
    .command('train-nlu')
    .summary("train one domain's reference NLU")
    .description(
      "Trains one domain's reference NLU: a classifier of whether an utterance is the domain's, with the lines of other domains as negatives; one of its intents and a CRF for its slots, from its own lines. Lines: {id, utterance, truth: {domain, intent, slots: [{name, value, start, end}]}}.",
    )
    .requiredOption('--data <file>', 'lines whose truth says where each slot stands, JSONL or JSONL.gz')
    .requiredOption('--domain <name>', 'the domain, as it stands in the truths')
    .requiredOption('--out <folder>', 'where the bundle goes')
    .option('--bundle-version <version>', 'semantic version of the bundle', semanticVersion, '0.1.0')
    .option('--seed <number>', 'features are hashed with it; nothing else is random', wholeNumber, 1)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak train-nlu --data nlu-train.jsonl.gz --domain Music --out apps/nlu/model/music',
    )
    .action(run);
}

async function run({ data, domain, out, bundleVersion, seed, json }: TrainNluFlags): Promise<void> {
  const createdAt = sourceDate();
  const { lines, file } = await readTaggedLines(data);
  const progress = new Progress(`training ${domain}`);
  const { model, training } = learn();
  progress.end();
  const manifest = await writeNluBundle(out, model, {
    ...{ version: bundleVersion, data: { train: file }, training },
    ...(createdAt === undefined ? {} : { createdAt }),
  }).catch(refusing(out, 'a folder that can be written'));
  if (json) {
    const { version, seed, intents, slotNames, digest } = manifest;
    printJson({ out, domain, version, seed, intents, slotNames, training, digest });
    return;
  }
  say(`${domain}: ${model.intents.length} intents, ${model.slots.length} slots, from ${training.lines.own} lines`);
  say(`wrote ${domain}@${manifest.version} to ${out}, ${manifest.digest}`);

  function learn() {
    try {
      const own = lines.filter((line) => line.domain === domain).length;
      const { model: trained, penalties } = trainNlu(domain, lines, { seed, onProgress: progress.show });
      return { model: trained, training: { lines: { own, others: lines.length - own }, penalties } };
    } catch (error) {
      if (error instanceof UnteachableNlu) throw new Refusal(`${data}: ${error.message}`);
      throw error;
    } finally {
      progress.end();
    }
  }
}

function semanticVersion(text: string): string {
  if (!isSemVer(text)) throw new InvalidArgumentError('expected a semantic version such as 1.2.0');
  return text;
}
