/** One choice that a policy made and logged, and what came of it. */
export interface LoggedChoice {
  /** What was shown together: choices of one impression are not independent of each other. */
  readonly impression: string;
  /** What the policy could see; choices under the same context are alike to whoever models the reward. */
  readonly context: string;
  /** The arm that was taken, from 0. */
  readonly arm: number;
  /** Probability with which the logging policy took this arm here, in (0, 1]. */
  readonly propensity: number;
  /** In [0, 1]. */
  readonly reward: number;
}

/**
 * A policy to be judged by the log of another: the probability of each arm in a context, which sum to 1. It may take no arm
 * that the logging policy never takes.
 */
export type Policy = (context: string) => Float64Array;

/** Takes each of `arms` arms alike, whatever the context. */
export function uniformPolicy(arms: number): Policy {
  const probabilities = new Float64Array(arms).fill(1 / arms);
  return () => probabilities;
}
