import { seededRandom } from '@tiebreak/statistics';
import type { LoggedChoice, Policy } from '../src/index';

/** A log of independent choices of a policy, whose arms earn 1 with the given probabilities. */
export function logOf(policy: Policy, rates: readonly number[], choices: number, seed: number): LoggedChoice[] {
  const random = seededRandom(seed);
  return Array.from({ length: choices }, (_, i) => {
    const probabilities = policy('');
    let left = random.uniform();
    const arm = Math.max(
      0,
      probabilities.findIndex((p) => (left -= p) < 0),
    );
    const reward = random.uniform() < rates[arm]! ? 1 : 0;
    return { impression: `i${i}`, context: '', arm, propensity: probabilities[arm]!, reward };
  });
}
