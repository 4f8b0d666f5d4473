import { writeFile } from 'node:fs/promises';
import { DEFAULT_COSTS, fitJoint, INDEPENDENT, type JointMap, UnfittableLines } from '@tiebreak/aggregation';
import { foldOf, seededRandom } from '@tiebreak/statistics';
import type { Command } from 'commander';
import { readReferenceFile } from '../data-file';
import { loadAggregator } from '../in-process';
import { checkJoint, type JointCheck } from '../joint/check-joint';
import { judgedLines, type JudgedLine } from '../joint/judged-lines';
import { formatTable, printJson, say } from '../output';
import { Refusal, refusing } from '../refusal';
import { wholeNumber } from '../whole-number';

interface FitJointFlags {
  readonly data: string;
  readonly models: string;
  readonly out?: string;
  readonly seed: number;
  readonly json: boolean;
}

export function addFitJoint(program: Command): void {
  program
    .command('fit-joint')
    .summary("fit the aggregator's map from scores to joint probabilities")
    .description(
      'Fits the map by which the aggregator decides: from the scores of all domains to the probability that each hypothesis is the one right one, or that none is. Checks it on lines that it was not fitted on.',
    )
    .requiredOption('--data <file>', 'labelled lines on which no model was trained, JSONL or JSONL.gz')
    .requiredOption('--models <folder>', 'folder with model bundles, three levels deep at most')
    .option('--out <file>', 'where the map goes, for TIEBREAK_JOINT')
    .option('--seed <number>', 'of the halves and the noise floor', wholeNumber, 1)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText(
      'after',
      '\nExample:\n  npx tiebreak fit-joint --data dev.jsonl.gz --models apps --out apps/aggregator/model/joint.json',
    )
    .action(run);
}

async function run({ data, models, out, seed, json }: FitJointFlags): Promise<void> {
  const { lines, file } = await readReferenceFile(data);
  // Scores do not depend on the policy, and the map in use may be the one that is to be replaced.
  const aggregator = await loadAggregator(models, { costs: DEFAULT_COSTS, joint: INDEPENDENT });
  const judged = await judgedLines(lines, aggregator);
  if (judged.length === 0)
    throw new Refusal(`${data}: expected hypotheses of a domain that has a bundle under ${models}, got none`);
  const half = (fold: number): JudgedLine[] => judged.filter(({ id }) => foldOf(id, 2, seed) === fold);
  const [fittedOn, checkedOn] = [half(0), half(1)];
  const joint = fit(judged, data);
  const halfMap = fit(fittedOn, `${data}, the half that the check fits on`);
  const random = (): ReturnType<typeof seededRandom> => seededRandom(seed);
  const check = {
    fittedOn: fittedOn.length,
    checkedOn: checkedOn.length,
    before: checkJoint(checkedOn, INDEPENDENT, random()),
    after: checkJoint(checkedOn, halfMap, random()),
  };
  const leftOut = lines.length - judged.length;
  if (out !== undefined) {
    const bundles = aggregator.bundles.map(({ manifest: { domain, version, digest } }) => ({
      domain,
      version,
      digest,
    }));
    const content = { ...joint, fittedOn: { data: file, bundles } };
    await writeFile(out, `${JSON.stringify(content, null, 2)}\n`).catch(refusing(out, 'a file that can be written'));
  }
  if (json) printJson({ ...(out === undefined ? {} : { out }), lines: judged.length, leftOut, joint, check });
  else {
    report(joint, judged.length, leftOut, check);
    if (out !== undefined) say(`wrote ${out}`);
  }
}

function fit(lines: readonly JudgedLine[], where: string): JointMap {
  try {
    return fitJoint(lines);
  } catch (error) {
    if (error instanceof UnfittableLines) throw new Refusal(`${where}: ${error.message}`);
    throw error;
  }
}

interface Check {
  readonly fittedOn: number;
  readonly checkedOn: number;
  readonly before: JointCheck;
  readonly after: JointCheck;
}

function report(joint: JointMap, lines: number, leftOut: number, { before, after, fittedOn, checkedOn }: Check): void {
  const { slope, intercept, utteranceSlope } = joint;
  say(
    `slope ${slope.toFixed(4)}, intercept ${intercept.toFixed(4)}, utterance slope ${utteranceSlope.toFixed(4)}, from all ${lines} lines`,
  );
  if (leftOut > 0) say(`${leftOut} utterances left out: no bundle for any domain of theirs`);
  say(`\nchecked on ${checkedOn} lines with the map that the other ${fittedOn} give:`);
  const row = (name: string, of: (check: JointCheck) => number): string[] => [
    name,
    of(before).toFixed(4),
    of(after).toFixed(4),
  ];
  say(
    formatTable([
      ['', 'independent', 'fitted'],
      row('NLL', ({ nll }) => nll),
      ...(['top', 'none'] as const).flatMap((choice) => [
        row(`ECE of P(${choice})`, (check) => check[choice].ece),
        row('  floor on average', (check) => check[choice].noiseFloor.mean),
        row('  floor, 95th percentile', (check) => check[choice].noiseFloor.p95),
        row('  p', (check) => check[choice].noiseFloor.pValue),
      ]),
    ]),
  );
  say('(a calibrated map shows an ECE too: compare it with its floor, not with 0)');
}
