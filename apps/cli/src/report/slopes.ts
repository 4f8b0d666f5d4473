import { calibrationSlope, type ScoredOutcomes } from '@tiebreak/calibration';
import { domainTops, type LineOutcome, winners } from '@tiebreak/evaluation';
import type { Compared, SlopeFit, SlopeRow } from '@tiebreak/report';
import { holm, mean } from '@tiebreak/statistics';
import { compare } from './ranked-line';

const POPULATIONS: readonly {
  readonly name: SlopeRow['population'];
  readonly holds: (line: LineOutcome) => boolean;
}[] = [
  { name: 'all lines', holds: () => true },
  { name: 'in domain', holds: ({ errors }) => errors !== undefined },
  { name: 'out of domain', holds: ({ errors }) => errors === undefined },
];

/** Slope and intercept of the winner and of each domain's top hypotheses, over all lines and by whether any domain serves them. */
export function slopeRows(outcomes: Compared<readonly LineOutcome[]>, domains: readonly string[]): SlopeRow[] {
  const groups: [string, (lines: readonly LineOutcome[]) => ScoredOutcomes][] = [
    ['winner', winners],
    ...domains.map((domain): [string, (lines: readonly LineOutcome[]) => ScoredOutcomes] => [
      domain,
      (lines) => domainTops(lines, domain),
    ]),
  ];
  const rows = groups.flatMap(([group, select]) =>
    POPULATIONS.map(({ name, holds }) => {
      const selected = compare((ranking) => select(outcomes[ranking].filter(holds)));
      return {
        group,
        population: name,
        count: selected.models.scores.length,
        fit: compare((ranking) => fitOf(selected[ranking], name)),
      };
    }),
  );
  const corrected = compare((ranking) => holm(rows.map(({ fit }) => fit[ranking].pValue)));
  return rows.map((row, i) => ({
    ...row,
    fit: compare((ranking) => ({ ...row.fit[ranking], pValue: corrected[ranking][i]! })),
  }));
}

function fitOf(outcomes: ScoredOutcomes, population: SlopeRow['population']): SlopeFit {
  const { slope, intercept, intervals, scoreP } = calibrationSlope(outcomes);
  return {
    meanScore: mean(outcomes.scores),
    rightShare: mean(outcomes.right),
    slope: { value: slope, interval: intervals.slope },
    intercept: { value: intercept, interval: intervals.intercept },
    // Only over all lines does calibration promise slope 1 and intercept 0: the other populations are cut by the truth.
    pValue: population === 'all lines' ? scoreP : NaN,
  };
}
