import { type Against, type ComparedLine, type MergedLine, NAME_OF, other } from './compared-line';
import { detectableRise, lowerBoundOfRise, meanRise, type PairedLosses } from './paired-losses';
import { atMost, type RuleOutcome, signed } from './rule';

/**
 * Chance that a candidate as good as the incumbent is refused: what the lower end of a 95% interval leaves out. Not 5%:
 * few lines differ between two releases, and for few the percentile bootstrap finds 3 worse and 0 better significant.
 */
const ERROR = 0.025;
/** A worse candidate has its further label edits on lines of their own. */
const VARIANCE_OF_AN_EDIT = 1;

/** Label edits of the merged winners: the candidate's minus the other's, per line; units are reference labels. */
export function editRises(lines: readonly ComparedLine[], against: Against): PairedLosses {
  return {
    rises: Float64Array.from(lines, (line) => editsOf(line.candidate) - editsOf(other(line, against))),
    units: Float64Array.from(lines, ({ candidate }) => candidate.outcome.errors?.labels ?? 0),
  };
}

function editsOf({ outcome }: MergedLine): number {
  return outcome.errors?.edits ?? 0;
}

/** Refused when merged SemER rises beyond chance: the 95% interval of the paired difference lies above 0. */
export function semerRule(lines: readonly ComparedLine[], against: Against, seed: number): RuleOutcome {
  const losses = editRises(lines, against);
  const bound = lowerBoundOfRise(losses, ERROR, { seed });
  return atMost(
    against === 'incumbent' ? 'semer' : 'semer-since-major',
    bound,
    0,
    `merged SemER is ${signed(meanRise(losses))} against ${NAME_OF[against]}, 95% interval from ${signed(bound)}`,
  );
}

/** The rise of merged SemER that the rule would catch 80% of the time on these lines. */
export function semerPower(lines: readonly ComparedLine[]): number {
  return detectableRise(editRises(lines, 'incumbent'), ERROR, VARIANCE_OF_AN_EDIT);
}
