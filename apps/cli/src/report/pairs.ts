import { pairDomains, pairwiseDomainTests, type TopHypothesis } from '@tiebreak/calibration';
import type { LineOutcome } from '@tiebreak/evaluation';
import type { Compared, PairRow, PairTest } from '@tiebreak/report';
import { seededRandom } from '@tiebreak/statistics';
import { compare } from './ranked-line';

/**
 * The pairwise domain tests. A domain that is never right, or always, has no rate to test with and is left out.
 * @param trainingRates how often a domain's top hypothesis was right in training; where it is not known, and for R0, the
 *   rate is that of these lines
 */
export function pairRows(
  outcomes: Compared<readonly LineOutcome[]>,
  domains: readonly string[],
  trainingRates: Readonly<Record<string, number>>,
  seed: number,
): PairRow[] {
  const tests = compare((ranking) =>
    testsOf(outcomes[ranking], domains, ranking === 'models' ? trainingRates : {}, seed),
  );
  return [...tests.models].flatMap(([key, models]) => {
    const baseline = tests.baseline.get(key);
    return baseline === undefined ? [] : [{ domains: models.domains, test: { baseline, models } }];
  });
}

function testsOf(
  outcomes: readonly LineOutcome[],
  domains: readonly string[],
  trainingRates: Readonly<Record<string, number>>,
  seed: number,
): Map<string, PairTest & Pick<PairRow, 'domains'>> {
  const lines = outcomes.map(topsOf);
  const rates = Object.fromEntries(
    domains.flatMap((domain) => {
      const tops = lines.flatMap((line) => line[domain] ?? []);
      const rate = trainingRates[domain] ?? tops.reduce((sum, { right }) => sum + right, 0) / tops.length;
      return rate > 0 && rate < 1 ? [[domain, rate]] : [];
    }),
  );
  return new Map(
    pairwiseDomainTests(pairDomains(lines, rates), { random: seededRandom(seed) }).map((test) => [
      JSON.stringify(test.domains),
      {
        domains: test.domains,
        lines: test.lines,
        offset: { value: test.offset, interval: test.intervals.offset },
        slope: { value: test.slope, interval: test.intervals.slope },
        pValue: test.adjustedP,
        smallestOffset: test.detectableOffset,
      },
    ]),
  );
}

/** The best hypothesis of each domain; they stand best first. */
function topsOf({ hypotheses }: LineOutcome): Record<string, TopHypothesis> {
  const tops = Object.create(null) as Record<string, TopHypothesis>;
  for (const { domain, score, right } of hypotheses) tops[domain] ??= { score, right };
  return tops;
}
