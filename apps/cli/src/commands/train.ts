import { environment } from '@tiebreak/configuration';
import { writeBundle } from '@tiebreak/onnx-model';
import { type CalibratorKind, trainReranker, UnteachableLines } from '@tiebreak/training';
import { isSemVer } from 'class-validator';
import { type Command, InvalidArgumentError, Option } from 'commander';

import { readReferenceFile } from '../data-file';
import { definitionOf } from '../domains';
import { formatTable, printJson, say } from '../output';
import { Progress } from '../progress';
import { Refusal, refusing } from '../refusal';
import { wholeNumber } from '../whole-number';

interface TrainFlags {
  readonly domain: string;
  readonly data: string;
  readonly dev: string;
  readonly out: string;
  readonly objective: 'r1' | 'r2' | 'r3';
  readonly kind: 'log-linear';
  readonly calibrator: CalibratorKind;
  readonly bundleVersion: string;
  readonly upstreamVersion?: string;
  readonly seed: number;
  readonly json: boolean;
}

export function addTrain(program: Command): void {
  program
    .command('train')
    .summary("train one domain's re-ranker")
    .description(
      "Trains one domain's re-ranker from the lines' hypotheses of that domain alone, and writes a model bundle.",
    )
    .requiredOption('--domain <name>', 'the domain, as it stands in the hypotheses')
    .requiredOption('--data <file>', 'training lines, JSONL or JSONL.gz')
    .requiredOption('--dev <file>', 'development lines, on which hyperparameters are chosen')
    .requiredOption('--out <folder>', 'where the bundle goes')
    .addOption(
      new Option('--objective <loss>', 'expected semantic error (r1), cross entropy (r2) or both')
        .choices(['r1', 'r2', 'r3'])
        .default('r3'),
    )
    .addOption(new Option('--kind <model>', 'kind of model').choices(['log-linear']).default('log-linear'))
    .addOption(
      new Option('--calibrator <curve>', 'fitted on out-of-fold predictions')
        .choices(['platt', 'temperature', 'beta', 'isotonic', 'none'])
        .default('platt'),
    )
    .option('--bundle-version <version>', 'semantic version of the bundle', semanticVersion, '0.1.0')
    .option('--upstream-version <version>', "version of the domain's NLU that made the hypotheses")
    .option('--seed <number>', 'decides the folds of the calibrator', wholeNumber, 1)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak train --domain Music --data train.jsonl.gz --dev dev.jsonl.gz --out apps/music/model',
    )
    .action(train);
}

async function train(flags: TrainFlags): Promise<void> {
  const createdAt = sourceDate();
  const [training, development] = [await readReferenceFile(flags.data), await readReferenceFile(flags.dev)];
  const progress = new Progress(`training ${flags.domain}`);
  const trained = (() => {
    try {
      return trainReranker(definitionOf(flags.domain), training.lines, development.lines, {
        ...flags,
        onProgress: progress.show,
      });
    } catch (error) {
      if (error instanceof UnteachableLines) throw new Refusal(`${flags.data}, ${flags.dev}: ${error.message}`);
      throw error;
    } finally {
      progress.end();
    }
  })();
  const manifest = await writeBundle(flags.out, trained, {
    version: flags.bundleVersion,
    data: { train: training.file, dev: development.file },
    ...(flags.upstreamVersion === undefined ? {} : { upstreamVersion: flags.upstreamVersion }),
    ...(createdAt === undefined ? {} : { createdAt }),
  }).catch(refusing(flags.out, 'a folder that can be written'));
  if (flags.json) {
    printJson({ out: flags.out, ...manifest });
    return;
  }
  const { chosen, search, fallback } = trained;
  say(`${flags.domain} under ${flags.objective.toUpperCase()}, development scores of the search:`);
  say(
    formatTable([
      ['lambda', 'l2', 'NLL', 'SemER', ''],
      ...search.map((point) => [
        String(point.lambda),
        String(point.l2),
        point.nll.toFixed(4),
        point.semer.toFixed(4),
        point.lambda === chosen.lambda && point.l2 === chosen.l2 ? '<- chosen' : '',
      ]),
    ]),
  );
  say(`\nfallback for the registry: ${JSON.stringify(fallback)}`);
  say(`wrote ${flags.domain}@${manifest.version} to ${flags.out}, ${manifest.digest}`);
}

/** The date that reproducible builds agree on, in seconds since 1970; undefined unless it is set. */
function sourceDate(): number | undefined {
  const text = environment().SOURCE_DATE_EPOCH ?? '';
  if (text === '') return undefined;
  if (!/^\d{1,12}$/.test(text)) throw new Refusal(`SOURCE_DATE_EPOCH: expected seconds since 1970, got ${text}`);
  return Number(text);
}

function semanticVersion(text: string): string {
  if (!isSemVer(text)) throw new InvalidArgumentError('expected a semantic version such as 1.4.0');
  return text;
}
