import { amendManifest } from '@tiebreak/onnx-model';
import {
  compareLatencies,
  compareLines,
  defaultLimits,
  type GateLimits,
  type GateVerdict,
  judgeCandidate,
  movedLimits,
} from '@tiebreak/release';
import { type Command, InvalidArgumentError } from 'commander';
import { readReferenceFile } from '../data-file';
import { readFrequentUtterances } from '../gate/frequent-utterances';
import { loadGateBundles } from '../gate/gate-bundles';
import { gateRecord, gateReport, type GateRun } from '../gate/gate-report';
import { sayVerdict } from '../gate/say-verdict';
import { unseenLines } from '../gate/unseen-lines';
import { printJson, say } from '../output';
import { Progress } from '../progress';
import { Refusal, refusing } from '../refusal';
import { wholeNumber } from '../whole-number';

interface GateFlags extends Partial<GateLimits> {
  readonly data: string;
  readonly incumbent: string;
  readonly candidate: string;
  readonly others: string;
  readonly lastMajor?: string;
  readonly frequent?: string;
  readonly allLines: boolean;
  readonly seed: number;
  readonly record: boolean;
  readonly reason?: string;
  readonly json: boolean;
}

export function addGate(program: Command): void {
  const command = program.command('gate');
  command
    .summary('may a candidate bundle replace the incumbent?')
    .description(
      "Compares two bundles of one domain, merged with the other domains' bundles, on lines that taught neither: semantic error, likelihood and calibration, utterances that become wrong, latency. Exits 1 when a rule refuses.",
    )
    .requiredOption('--data <file>', 'labelled lines; those of the gate split are looked at, which training leaves out')
    .requiredOption('--incumbent <folder>', 'the bundle that is in use')
    .requiredOption('--candidate <folder>', 'the bundle that would replace it')
    .option('--others <folder>', "folder with the other domains' bundles, three levels deep at most", 'apps')
    .option('--last-major <folder>', 'bundle of the last major release, so that small losses do not add up')
    .option('--frequent <file>', 'utterances that must not become wrong: text, one a line')
    .option(
      '--flips <share>',
      'of lines that may become wrong (default: 0.005; 0.015 when the kinds of model differ)',
      share,
    )
    .option('--latency-budget <ratio>', "of the candidate's median latency to the incumbent's (default: 2)", ratio)
    .option('--all-lines', 'look at the whole file, from which neither bundle may have learned', false)
    .option('--seed <number>', 'of the bootstrap', wholeNumber, 1)
    .option('--record', "write the outcome into the candidate's manifest", false)
    .option('--reason <text>', 'why limits differ from the defaults')
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak gate --data train.jsonl.gz --incumbent apps/music/model --candidate dist/candidate/music --record',
    )
    .action(async (flags: GateFlags) => {
      await run(flags, (message) => command.error(`error: ${message}`));
    });
}

async function run(flags: GateFlags, wrongUsage: (message: string) => never): Promise<void> {
  const bundles = await loadGateBundles(flags);
  const { incumbent, candidate, lastMajor, others } = bundles;
  const defaults = defaultLimits({ incumbent: incumbent.manifest.kind, candidate: candidate.manifest.kind });
  const limits = {
    flips: flags.flips ?? defaults.flips,
    latencyBudget: flags.latencyBudget ?? defaults.latencyBudget,
  };
  const moved = movedLimits(limits, defaults);
  if (Object.keys(moved).length > 0 && flags.reason === undefined)
    wrongUsage(
      `limits that differ from the defaults (${JSON.stringify(defaults)}) need --reason <text>, got ${JSON.stringify(moved)}`,
    );
  const frequent = flags.frequent === undefined ? undefined : await readFrequentUtterances(flags.frequent);
  const data = await readReferenceFile(flags.data);
  const judged = [incumbent, candidate, ...(lastMajor === undefined ? [] : [lastMajor])];
  const lines = unseenLines(flags.data, data, judged, flags.allLines);
  const { domain } = incumbent.manifest;
  if (!lines.some(({ hypotheses }) => hypotheses.some((hypothesis) => hypothesis.domain === domain)))
    throw new Refusal(`${flags.data}: expected hypotheses of domain "${domain}", got none in ${lines.length} lines`);

  const models = { incumbent: incumbent.model, candidate: candidate.model };
  const progress = new Progress(`judging ${domain}`);
  const compared = await compareLines(
    lines,
    {
      ...models,
      ...(lastMajor === undefined ? {} : { lastMajor: lastMajor.model }),
      others: others.map(({ model }) => model),
    },
    progress.show,
  );
  const latencies = await compareLatencies(lines, models, () => performance.now());
  progress.end();
  const { seed } = flags;
  const verdict = judgeCandidate(compared, {
    ...{ domain, limits, latencies, seed },
    ...(frequent === undefined ? {} : { frequent }),
  });
  await report(
    {
      ...{ bundles, moved, seed },
      data: data.file,
      lines: compared.length,
      allLines: flags.allLines,
      ...(flags.reason === undefined ? {} : { reason: flags.reason }),
    },
    verdict,
    flags,
  );
}

async function report(gateRun: GateRun, verdict: GateVerdict, { candidate, record, json }: GateFlags): Promise<void> {
  const digest = record
    ? await amendManifest(candidate, { gate: gateRecord(gateRun, verdict) }).catch(
        refusing(candidate, 'a folder that can be written'),
      )
    : undefined;
  if (json) printJson(gateReport(gateRun, verdict, digest));
  else sayVerdict(gateRun, verdict);
  if (digest !== undefined && !json) say(`\nrecorded in ${candidate}, now ${digest}`);
  const failed = verdict.rules.filter(({ passed }) => !passed).map(({ rule }) => rule);
  if (!verdict.passed)
    throw new Refusal(
      `\nrefused by ${failed.join(', ')}: ${candidate} may not replace ${gateRun.bundles.incumbent.folder}`,
    );
  if (!json) say(`\npassed: ${candidate} may replace ${gateRun.bundles.incumbent.folder}`);
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError(`expected a share from 0 to 1, got ${text}`);
  return value;
}

function ratio(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) throw new InvalidArgumentError(`expected a ratio above 0, got ${text}`);
  return value;
}
