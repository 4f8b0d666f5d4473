import { evaluatePolicy, ENOUGH, type Estimate, type PolicyEvaluation, uniformPolicy } from '@tiebreak/bandit';
import { seededRandom } from '@tiebreak/statistics';
import { type Command, Option } from 'commander';
import { formatTable, printJson, say } from '../output';
import { Progress } from '../progress';
import { Refusal } from '../refusal';
import { readOpenBandit } from '../replay/open-bandit';
import { wholeNumber } from '../whole-number';

interface ReplayFlags {
  readonly log: string;
  readonly seed: number;
  readonly json: boolean;
}

export function addReplay(program: Command): void {
  program
    .command('replay')
    .summary('judge a policy by what another one has logged')
    .description(
      'Estimates what a policy would have earned, from a log of choices with the probabilities of the policy that made them, and says whether it is better. Exits 1 when the log holds too little of what the policy would do.',
    )
    .requiredOption('--log <file>', 'logged choices, CSV or CSV.gz')
    .addOption(new Option('--format <name>', 'of the log').choices(['open-bandit']).makeOptionMandatory())
    .addOption(new Option('--policy <name>', 'to judge').choices(['uniform']).makeOptionMandatory())
    .option('--seed <number>', "of the intervals' resamples", wholeNumber, 1)
    .option('--json', 'print one JSON object on stdout', false)
    .addHelpText('after', '\nExample:\n  npx tiebreak replay --log men.csv.gz --format open-bandit --policy uniform')
    .action(run);
}

async function run({ log, seed, json }: ReplayFlags): Promise<void> {
  const progress = new Progress('reading');
  const { choices, arms } = await readOpenBandit(log, progress.show);
  progress.end();
  const impressions = new Set(choices.map(({ impression }) => impression)).size;
  if (impressions < 2) throw new Refusal(`${log}: expected rows of at least 2 impressions, got ${impressions}`);
  const evaluation = evaluatePolicy(choices, uniformPolicy(arms), arms, { random: seededRandom(seed), seed });
  if (json) printJson(toJson(evaluation));
  else report(evaluation);
  if (evaluation.verdict === 'insufficient') throw new Refusal(`insufficient: ${whyInsufficient(evaluation)}`);
}

function toJson({ choices, logged, support, verdict, ...estimates }: PolicyEvaluation): object {
  const { ips, snips, dm, dr, switchDr, difference } = estimates;
  const interval = ({ lower, upper }: Estimate): [number, number] => [lower, upper];
  return {
    rows: choices,
    clickRate: logged,
    ips: ips.value,
    snips: snips.value,
    dm: dm.value,
    dr: dr.value,
    switchDr: switchDr.value,
    difference: difference.value,
    effectiveSampleSize: support.sampleSize,
    effectiveClicks: support.rewardedSampleSize,
    maxWeight: support.largestWeight,
    maxWeightShare: support.largestWeightShare,
    meanWeight: support.meanWeight.value,
    intervals: {
      ips: interval(ips),
      snips: interval(snips),
      dm: interval(dm),
      dr: interval(dr),
      switchDr: interval(switchDr),
      difference: interval(difference),
    },
    verdict,
  };
}

function report(evaluation: PolicyEvaluation): void {
  const { choices, impressions, logged, support, verdict } = evaluation;
  const row = (name: string, { value, lower, upper }: Estimate): string[] => [
    name,
    ...[value, lower, upper].map((number) => number.toFixed(5)),
  ];
  say(
    `${choices} choices of ${impressions} impressions; the policy that made them earned ${logged.toFixed(5)} a choice`,
  );
  say(
    formatTable([
      ['the judged policy earns', 'estimate', '95% from', 'to'],
      row('weighted (IPS)', evaluation.ips),
      row('self-normalised (SNIPS)', evaluation.snips),
      row('by a model (DM)', evaluation.dm),
      row('doubly robust (DR)', evaluation.dr),
      row('switch-DR', evaluation.switchDr),
      row('SNIPS minus logged', evaluation.difference),
    ]),
  );
  say(
    `effective choices ${support.sampleSize.toFixed(0)}, with a reward ${support.rewardedSampleSize.toFixed(0)}; largest weight ${support.largestWeight.toFixed(0)} (${(100 * support.largestWeightShare).toFixed(1)}% of all); mean weight ${support.meanWeight.value.toFixed(3)}`,
  );
  say(`verdict: ${verdict}`);
}

/** Which of the rules a log misses. */
function whyInsufficient({ support }: PolicyEvaluation): string {
  const { rewardedSampleSize, largestWeightShare, meanWeight } = support;
  const away = Math.abs(meanWeight.value - 1) / meanWeight.standardError;
  return [
    rewardedSampleSize < ENOUGH.rewardedSampleSize &&
      `expected at least ${ENOUGH.rewardedSampleSize} effective choices with a reward, got ${rewardedSampleSize.toFixed(0)}`,
    largestWeightShare > ENOUGH.largestWeightShare &&
      `expected no choice to carry more than ${100 * ENOUGH.largestWeightShare}% of the weight, got ${(100 * largestWeightShare).toFixed(1)}%`,
    away > ENOUGH.meanWeightErrors &&
      `expected a mean weight within ${ENOUGH.meanWeightErrors} standard errors of 1, got ${meanWeight.value.toFixed(3)}, ${away.toFixed(1)} errors away: are the propensities right?`,
  ]
    .filter((reason) => reason !== false)
    .join('; ');
}
