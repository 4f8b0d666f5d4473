import {
  certify,
  chooseThreshold,
  type RiskCertificate,
  type RiskClaim,
  type ScoredOutcomes,
} from '@tiebreak/calibration';
import { lineOutcome, type LineOutcome } from '@tiebreak/evaluation';
import type { ReferenceUtterance } from '@tiebreak/interpretation';
import { foldOf } from '@tiebreak/statistics';
import type { Command } from 'commander';
import { readReferenceFile } from '../data-file';
import { loadAggregator } from '../in-process';
import { formatTable, printJson, say } from '../output';
import { Progress } from '../progress';
import { rankedIndices } from '../ranked-indices';
import { Refusal } from '../refusal';
import { share } from '../share';
import { wholeNumber } from '../whole-number';

interface CertifyFlags extends RiskClaim {
  readonly data: string;
  readonly models: string;
  readonly seed: number;
  readonly json: boolean;
}

export function addCertify(program: Command): void {
  program
    .command('certify')
    .summary('certify how often acting is wrong')
    .description(
      'Chooses the score from which to act on one half of the lines, and certifies on the other half how often acting is wrong at most. Exits 1 when the bound lies above --risk.',
    )
    .requiredOption('--data <file>', 'labelled lines, JSONL or JSONL.gz, on which no model was trained or chosen')
    .requiredOption('--models <folder>', 'folder with model bundles, three levels deep at most')
    .option('--risk <share>', 'largest share wrong among the utterances acted on', share, 0.05)
    .option('--confidence <share>', 'of the bound, over draws of the data', share, 0.95)
    .option('--seed <number>', 'decides the halves; trying seeds until one certifies voids the claim', wholeNumber, 1)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText('after', '\nExample:\n  npx tiebreak certify --data held-out.jsonl.gz --models apps --risk 0.05')
    .action(run);
}

async function run({ data, models, risk, confidence, seed, json }: CertifyFlags): Promise<void> {
  const { lines } = await readReferenceFile(data);
  const answered = await outcomesOf(lines, models);
  const half = (fold: number): ScoredOutcomes => {
    const part = answered.filter(({ id }) => foldOf(id, 2, seed) === fold);
    return { scores: part.map(({ topScore }) => topScore), right: part.map(({ topRight }) => topRight) };
  };
  const [chosenOn, certifiedOn] = [half(0), half(1)];
  for (const { scores } of [chosenOn, certifiedOn])
    if (scores.length === 0)
      throw new Refusal(
        `${data}: expected lines for both halves with hypotheses of a domain that has a bundle under ${models}, got ${answered.length}`,
      );

  const claim = { risk, confidence };
  const threshold = chooseThreshold(chosenOn, claim, { certifiedOn: certifiedOn.scores.length });
  const certificate = certify(certifiedOn, threshold, claim);
  if (json)
    printJson({
      ...claim,
      seed,
      chosenOn: chosenOn.scores.length,
      certifiedOn: certifiedOn.scores.length,
      ...certificate,
    });
  else report(certificate, claim, chosenOn.scores.length, certifiedOn.scores.length, lines.length - answered.length);
  if (!certificate.certified)
    throw new Refusal(
      `not certified: expected a bound of at most ${risk}, got ${certificate.bound.toFixed(4)} from ${certificate.wrong} wrong of ${certificate.acted} acted on`,
    );
}

/** What became of each line that some domain answered. */
async function outcomesOf(
  lines: readonly ReferenceUtterance[],
  models: string,
): Promise<readonly (LineOutcome & { readonly id: string })[]> {
  const aggregator = await loadAggregator(models);
  const progress = new Progress('resolving');
  const outcomes: (LineOutcome & { readonly id: string })[] = [];
  for (const [i, line] of lines.entries()) {
    const outcome = lineOutcome(line, rankedIndices(line, await aggregator.resolve(line)));
    if (outcome !== undefined) outcomes.push({ id: line.id, ...outcome });
    progress.show((i + 1) / lines.length);
  }
  progress.end();
  return outcomes;
}

function report(
  { threshold, acted, wrong, actRate, bound, certified }: RiskCertificate,
  { risk, confidence }: RiskClaim,
  chosenOn: number,
  certifiedOn: number,
  unanswered: number,
): void {
  say(`threshold chosen on ${chosenOn} lines, certified on ${certifiedOn} others`);
  if (unanswered > 0) say(`${unanswered} utterances left out: no bundle for any domain of theirs`);
  say(
    formatTable([
      ['act from score', 'acted on', 'act rate', 'wrong', 'share wrong', `${percent(confidence)} bound`],
      [
        threshold.toFixed(4),
        String(acted),
        actRate.toFixed(4),
        String(wrong),
        acted === 0 ? '-' : (wrong / acted).toFixed(4),
        bound.toFixed(4),
      ],
    ]),
  );
  if (certified)
    say(
      `certified: of the utterances acted on at most ${percent(risk)} are wrong, at ${percent(confidence)} confidence over draws of such lines, for traffic exchangeable with them`,
    );
}

function percent(value: number): string {
  return `${Number((value * 100).toFixed(4))}%`;
}
