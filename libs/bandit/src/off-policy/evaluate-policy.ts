import { mean, type Random } from '@tiebreak/statistics';
import type { LoggedChoice, Policy } from './logged-choice';
import { type Estimate, ratioOfSums, ratiosOfSums, type Sums } from './ratio-of-sums';
import { crossFittedRates } from './reward-rates';
import { supportOf } from './support';
import { type Support, type Verdict, verdictOf } from './verdict';

export interface EvaluationOptions {
  /** Draws the resamples. */
  readonly random: Random;
  /** Decides the folds of the reward model. */
  readonly seed: number;
  /** Of the intervals; .95 when left out. */
  readonly confidence?: number;
  /** 1,000 when left out. */
  readonly resamples?: number;
}

/** What a policy would have earned a choice, by the log of another, and how far that can be trusted. */
export interface PolicyEvaluation {
  readonly choices: number;
  readonly impressions: number;
  /** Mean reward under the logging policy. */
  readonly logged: number;
  /** Inverse propensity scoring: the mean of w r, w being the ratio of the two policies' probabilities. Without bias. */
  readonly ips: Estimate;
  /** Self-normalised: sum w r / sum w. A little bias, far less variance. */
  readonly snips: Estimate;
  /** Direct method: what a model of the reward expects of the policy. As right as the model. */
  readonly dm: Estimate;
  /** Doubly robust: the direct method, corrected by weighted residuals. Without bias when propensities or model are right. */
  readonly dr: Estimate;
  /** Doubly robust without the corrections of choices whose weight is above `SWITCH_ABOVE`. */
  readonly switchDr: Estimate;
  /** SNIPS minus the logged mean, paired by impression: what the verdict looks at. */
  readonly difference: Estimate;
  readonly support: Support;
  readonly verdict: Verdict;
}

/** Where the model is believed rather than the weight (Wang, Agarwal, Dudik 2017). */
export const SWITCH_ABOVE = 10;
const FOLDS = 5;
/** Rewards lie in [0, 1], and so does a policy's value. */
const VALUES = [0, 1] as const;
const DIFFERENCES = [-1, 1] as const;

/**
 * Judges a policy by what another one has logged.
 * @param choices of at least two impressions
 * @param arms how many there are to choose from
 * @see Dudik, Langford, Li, "Doubly Robust Policy Evaluation and Learning", ICML 2011
 * @see Swaminathan and Joachims, "The Self-Normalized Estimator for Counterfactual Learning", NIPS 2015
 * @throws RangeError when there are fewer than two impressions
 */
export function evaluatePolicy(
  choices: readonly LoggedChoice[],
  policy: Policy,
  arms: number,
  { random, seed, confidence = 0.95, resamples = 1_000 }: EvaluationOptions,
): PolicyEvaluation {
  const places = new Map<string, number>();
  for (const { impression } of choices) if (!places.has(impression)) places.set(impression, places.size);
  if (places.size < 2) throw new RangeError(`expected choices of at least 2 impressions, got ${places.size}`);

  const weights = Float64Array.from(choices, ({ context, arm, propensity }) => policy(context)[arm]! / propensity);
  const models = crossFittedRates(choices, FOLDS, seed);
  const expected = choices.map(({ context }, i) => {
    const probabilities = policy(context);
    let value = 0;
    for (let arm = 0; arm < arms; arm++) value += probabilities[arm]! * models[i]!.rate(context, arm);
    return value;
  });
  const residual = ({ context, arm, reward }: LoggedChoice, i: number): number =>
    reward - models[i]!.rate(context, arm);

  /** A number a choice, summed by impression. */
  const sumsOf = (of: (choice: LoggedChoice, i: number) => number): Float64Array => {
    const sums = new Float64Array(places.size);
    choices.forEach((choice, i) => (sums[places.get(choice.impression)!]! += of(choice, i)));
    return sums;
  };
  const counts = sumsOf(() => 1);
  const weightSums = sumsOf((_, i) => weights[i]!);
  const weightedRewards = sumsOf(({ reward }, i) => weights[i]! * reward);
  const rewards = sumsOf(({ reward }) => reward);
  const perChoice = (numerators: Float64Array, range: Sums['range'] = VALUES): Sums => ({
    numerators,
    denominators: counts,
    range,
  });

  const learned = choices.map((choice, i) => {
    const { context, arm } = choice;
    return (policy(context)[arm]! / models[i]!.share(context, arm)) * residual(choice, i);
  });
  const meanLearned = mean(learned);

  const logged = ratioOfSums(perChoice(rewards)).value;
  const normalised: Sums = { numerators: weightedRewards, denominators: weightSums, range: VALUES };
  const value = ratioOfSums(normalised).value;
  const choicesPerWeight = sum(counts) / sum(weightSums);
  const [ips, snips, dm, dr, switchDr, difference] = ratiosOfSums(
    [
      perChoice(weightedRewards),
      normalised,
      // The model's own uncertainty is in what it would learn from each choice, which is weighted by how often it saw the like.
      perChoice(sumsOf((_, i) => expected[i]! + learned[i]! - meanLearned)),
      perChoice(sumsOf((choice, i) => expected[i]! + weights[i]! * residual(choice, i))),
      perChoice(
        sumsOf((choice, i) => expected[i]! + (weights[i]! > SWITCH_ABOVE ? 0 : weights[i]! * residual(choice, i))),
      ),
      // What an impression adds to SNIPS, linearised, and to the logged mean: so that both come from the same draw.
      perChoice(
        counts.map(
          (count, i) => value * count - rewards[i]! + choicesPerWeight * (weightedRewards[i]! - value * weightSums[i]!),
        ),
        DIFFERENCES,
      ),
    ],
    { random, confidence, resamples },
  ) as [Estimate, Estimate, Estimate, Estimate, Estimate, Estimate];
  const support = supportOf(
    weights,
    choices.map(({ reward }) => reward),
    ratioOfSums(perChoice(weightSums)),
  );
  return {
    choices: choices.length,
    impressions: places.size,
    logged,
    ...{ ips, snips, dm, dr, switchDr, difference },
    support,
    verdict: verdictOf(support, difference),
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
