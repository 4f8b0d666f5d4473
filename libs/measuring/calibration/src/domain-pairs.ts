import { countOutcomes } from './scored-outcomes';

/** A domain's best hypothesis of one utterance. */
export interface TopHypothesis {
  /** Its calibrated score, in [0, 1]. */
  readonly score: number;
  /** 1 when it is entirely right. */
  readonly right: 0 | 1;
}

/** Two domains on the lines where exactly one of their top hypotheses is right. All lists are parallel. */
export interface DomainPair {
  readonly domains: readonly [first: string, second: string];
  /** Scores of the two top hypotheses, in [0, 1]. */
  readonly scores: readonly [first: ArrayLike<number>, second: ArrayLike<number>];
  /** 1 where the first domain's was right, 0 where the second's was. */
  readonly firstRight: ArrayLike<number>;
  /** How often each domain's top hypothesis was right in the traffic that it was calibrated on, in (0, 1). */
  readonly rightRates: readonly [first: number, second: number];
}

/**
 * Every pair of domains, in the order of `rightRates`, with the lines that tell the two apart.
 * @param lines the top hypothesis of each domain that answered, by domain; domains without a rate are left out
 * @param rightRates for each domain how often its top hypothesis is right in its own training traffic: shares of the
 *   lines given here would be test data, and would hide a prior that has shifted
 * @throws RangeError that names the domain when a rate is not in (0, 1), or a score is not a probability
 */
export function pairDomains(
  lines: readonly Readonly<Record<string, TopHypothesis>>[],
  rightRates: Readonly<Record<string, number>>,
): DomainPair[] {
  const rates = Object.entries(rightRates);
  for (const [domain, rate] of rates) {
    if (!(rate > 0 && rate < 1)) throw new RangeError(`rightRates.${domain}: expected a share in (0, 1), got ${rate}`);
  }
  return rates.flatMap(([first, firstRate], i) =>
    rates.slice(i + 1).map(([second, secondRate]) => {
      const told = lines.flatMap((line) => {
        const [a, b] = [line[first], line[second]];
        return a !== undefined && b !== undefined && a.right !== b.right ? [{ a, b }] : [];
      });
      const ofFirst = { scores: told.map(({ a }) => a.score), right: told.map(({ a }) => a.right) };
      const ofSecond = { scores: told.map(({ b }) => b.score), right: told.map(({ b }) => b.right) };
      countOutcomes(ofFirst);
      countOutcomes(ofSecond);
      return {
        domains: [first, second] as const,
        scores: [ofFirst.scores, ofSecond.scores] as const,
        firstRight: ofFirst.right,
        rightRates: [firstRate, secondRate] as const,
      };
    }),
  );
}
