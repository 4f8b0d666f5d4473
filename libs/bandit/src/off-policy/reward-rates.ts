import { foldOf } from '@tiebreak/statistics';
import type { LoggedChoice } from './logged-choice';

/** What a log says of an arm in a context. */
export interface RewardModel {
  /** Expected reward. */
  readonly rate: (context: string, arm: number) => number;
  /** Share of the context's choices that took the arm; of one choice when none did. */
  readonly share: (context: string, arm: number) => number;
}

interface Tally {
  count: number;
  reward: number;
}

/**
 * Mean reward of each arm in each context, drawn towards the mean of all: one reward's worth of choices that went like the
 * mean is added to each, so that an arm that was tried ten times without success is not taken for hopeless.
 */
export function rewardRates(choices: readonly LoggedChoice[]): RewardModel {
  const all: Tally = { count: 0, reward: 0 };
  const tallies = new Map<string, Tally>();
  const ofContext = new Map<string, number>();
  for (const { context, arm, reward } of choices) {
    const key = keyOf(context, arm);
    const tally = tallies.get(key) ?? { count: 0, reward: 0 };
    tallies.set(key, tally);
    ofContext.set(context, (ofContext.get(context) ?? 0) + 1);
    for (const each of [all, tally]) {
      each.count++;
      each.reward += reward;
    }
  }
  const base = all.count === 0 ? 0 : all.reward / all.count;
  const tallyOf = (context: string, arm: number): Tally => tallies.get(keyOf(context, arm)) ?? { count: 0, reward: 0 };
  return {
    rate: (context, arm) => {
      const { count, reward } = tallyOf(context, arm);
      return base === 0 ? 0 : (reward + 1) / (count + 1 / base);
    },
    share: (context, arm) => Math.max(1, tallyOf(context, arm).count) / (ofContext.get(context) ?? 1),
  };
}

/**
 * For each choice a model that has not seen its impression, so that what it says of a choice does not hold the choice's
 * own chance ("cross-fitting").
 * @see Chernozhukov et al., "Double/Debiased Machine Learning for Treatment and Structural Parameters", 2018
 */
export function crossFittedRates(choices: readonly LoggedChoice[], folds: number, seed: number): RewardModel[] {
  const foldOfChoice = choices.map(({ impression }) => foldOf(impression, folds, seed));
  const models = Array.from({ length: folds }, (_, fold) =>
    rewardRates(choices.filter((_, i) => foldOfChoice[i] !== fold)),
  );
  return foldOfChoice.map((fold) => models[fold]!);
}

function keyOf(context: string, arm: number): string {
  return `${arm}\n${context}`;
}
