import { isDeepStrictEqual } from 'node:util';
import { LIMITS } from '@tiebreak/interpretation';
import { writeBundle } from '@tiebreak/onnx-model';
import {
  type CalibratorChoice,
  type ModelKind,
  type TrainingOptions,
  trainReranker,
  UnteachableLines,
} from '@tiebreak/training';
import { withSignals } from '@tiebreak/scoring';
import { isSemVer } from 'class-validator';
import { type Command, InvalidArgumentError, Option } from 'commander';

import { readReferenceFile, ReferenceFile } from '../data-file';
import { definitionOf } from '../domains';
import { formatTable, printJson, say } from '../output';
import { Progress } from '../progress';
import { Refusal, refusing } from '../refusal';
import { requireEntry, writeFallback } from '../registry-fallback';
import { sourceDate } from '../source-date';
import { wholeNumber } from '../whole-number';

interface TrainFlags {
  readonly domain: string;
  readonly data: string;
  readonly dev: string;
  readonly out: string;
  readonly objective?: 'r1' | 'r2' | 'r3';
  readonly kind: ModelKind;
  readonly calibrator: CalibratorChoice;
  readonly gateLines: 'left-out' | 'learned';
  readonly bundleVersion: string;
  readonly upstreamVersion?: string;
  readonly registry?: string;
  readonly signals: readonly string[];
  readonly seed: number;
  readonly json: boolean;
}

export function addTrain(program: Command): void {
  const command = program.command('train');
  command
    .summary("train one domain's re-ranker")
    .description(
      "Trains one domain's re-ranker from the lines' hypotheses of that domain alone, and writes a model bundle.",
    )
    .requiredOption('--domain <name>', 'the domain, as it stands in the hypotheses')
    .requiredOption('--data <file>', 'training lines, JSONL or JSONL.gz')
    .requiredOption('--dev <file>', 'development lines, on which hyperparameters are chosen')
    .requiredOption('--out <folder>', 'where the bundle goes')
    .addOption(
      new Option(
        '--objective <loss>',
        'expected semantic error (r1), cross entropy (r2) or both (r3); r3 unless given, and always r2 for boosted',
      ).choices(['r1', 'r2', 'r3']),
    )
    .addOption(
      new Option('--kind <model>', 'kind of model; a blend is a weighted sum of the other three')
        .choices(['log-linear', 'boosted', 'mlp', 'blend'])
        .default('log-linear'),
    )
    .addOption(
      new Option('--calibrator <curve>', 'fitted on out-of-fold predictions')
        .choices(['auto', 'platt', 'temperature', 'beta', 'isotonic', 'none'])
        .default('auto'),
    )
    .addOption(
      new Option(
        '--gate-lines <use>',
        'one line in five is left to the gate; learned from, there is no gate on this file',
      )
        .choices(['left-out', 'learned'])
        .default('left-out'),
    )
    .option('--signals <names>', 'signals of the hypotheses that become features: NAME,...', signalNames, [])
    .option('--bundle-version <version>', 'semantic version of the bundle', semanticVersion, '0.1.0')
    .option('--upstream-version <version>', "version of the domain's NLU that made the hypotheses", upstreamVersion)
    .option('--registry <file>', "the aggregator's registry, to put the fallback curve into the domain's entry")
    .option('--seed <number>', 'decides folds, searches, samples and first weights', wholeNumber, 1)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak train --domain Music --data train.jsonl.gz --dev dev.jsonl.gz --out apps/music/model',
    )
    .action(async (flags: TrainFlags) => {
      if (flags.kind === 'boosted' && (flags.objective ?? 'r2') !== 'r2')
        command.error(`error: trees learn under r2: --kind boosted does not go with --objective ${flags.objective!}`);
      await train({ ...flags, objective: flags.objective ?? (flags.kind === 'boosted' ? 'r2' : 'r3') });
    });
}

async function train(flags: TrainFlags & Pick<TrainingOptions, 'objective'>): Promise<void> {
  const createdAt = sourceDate();
  if (flags.registry !== undefined) requireEntry(flags.registry, flags.domain);
  const development = await readReferenceFile(flags.dev);
  const reading = new Progress(`reading ${flags.data}`);
  const training = new ReferenceFile(flags.data, reading.show);
  const progress = new Progress(`training ${flags.domain}`);
  const trained = await trainReranker(
    withSignals(definitionOf(flags.domain), flags.signals),
    training,
    development.lines,
    {
      ...flags,
      onProgress: progress.show,
    },
  )
    .catch((error: unknown) => {
      if (error instanceof UnteachableLines) throw new Refusal(`${flags.data}, ${flags.dev}: ${error.message}`);
      throw error;
    })
    .finally(() => {
      progress.end();
    });
  const manifest = await writeBundle(flags.out, trained, {
    version: flags.bundleVersion,
    data: { train: training.file, dev: development.file },
    ...(flags.upstreamVersion === undefined ? {} : { upstreamVersion: flags.upstreamVersion }),
    ...(createdAt === undefined ? {} : { createdAt }),
  }).catch(refusing(flags.out, 'a folder that can be written'));
  if (flags.registry !== undefined) await writeFallback(flags.registry, flags.domain, trained.fallback);
  if (flags.json) {
    printJson({ out: flags.out, ...manifest });
    return;
  }
  const { chosen, development: scores, fallback, search } = trained;
  say(`${flags.domain}, ${flags.kind} under ${flags.objective.toUpperCase()}, development scores of the search:`);
  say(
    formatTable([
      ['part', 'settings', 'NLL', 'SemER', ''],
      ...search.map((point) => [
        point.kind,
        Object.entries(point.settings)
          .map(([name, value]) => `${name} ${value}`)
          .join(', '),
        point.nll.toFixed(4),
        point.semer.toFixed(4),
        chosen.some((settings) => isDeepStrictEqual(settings, point)) ? '<- chosen' : '',
      ]),
    ]),
  );
  say(
    `\ntogether: NLL ${scores.nll.toFixed(4)}, SemER ${scores.semer.toFixed(4)}; calibrator ${trained.calibrator.kind}`,
  );
  say(
    `fallback ${flags.registry === undefined ? 'for the registry' : `in ${flags.registry}`}: ${JSON.stringify(fallback)}`,
  );
  say(`wrote ${flags.domain}@${manifest.version} to ${flags.out}, ${manifest.digest}`);
}

/** Requests name theirs within the same limit; a longer one could never be the same. */
function upstreamVersion(text: string): string {
  if (text === '' || text.length > LIMITS.name)
    throw new InvalidArgumentError(`expected 1 to ${LIMITS.name} characters, got ${text.length}`);
  return text;
}

function signalNames(list: string): string[] {
  const names = list.split(',').map((name) => name.trim());
  if (names.some((name) => name === '' || name.length > LIMITS.name))
    throw new InvalidArgumentError(`expected NAME,... with names of 1 to ${LIMITS.name} characters, got "${list}"`);
  if (new Set(names).size < names.length) throw new InvalidArgumentError(`expected every name once, got "${list}"`);
  return names;
}

function semanticVersion(text: string): string {
  if (!isSemVer(text)) throw new InvalidArgumentError('expected a semantic version such as 1.4.0');
  return text;
}
