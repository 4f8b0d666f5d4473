import { compareInterpretations, errorRates } from '@tiebreak/semer';
import { type ReferenceUtterance, softplus } from '@tiebreak/interpretation';
import type { RankedLists } from '@tiebreak/objectives';

/** How a candidate model does on one domain's development lines. */
export interface DevelopmentScores {
  /** Mean negative log-likelihood over all hypotheses, in nats. */
  readonly nll: number;
  /** SemER of the domain's top hypotheses on its own utterances; NaN when it has none. */
  readonly semer: number;
}

/** A candidate's scores, with the sum of each line's negative log-likelihoods so that candidates compare line by line. */
export interface DevelopmentRun extends DevelopmentScores {
  readonly lineLosses: Float64Array;
}

/** Measures log-odds of the rows of development lines; the lists are those of the lines. */
export function scoreDevelopment(
  logOdds: Float64Array,
  lists: RankedLists,
  lines: readonly ReferenceUtterance[],
): DevelopmentRun {
  const lineLosses = new Float64Array(lines.length);
  const compared = [];
  for (const [list, line] of lines.entries()) {
    const first = lists.offsets[list]!;
    let best = first;
    for (let row = first; row < lists.offsets[list + 1]!; row++) {
      const s = logOdds[row]!;
      lineLosses[list]! += lists.right[row] === 1 ? softplus(-s) : softplus(s);
      if (s > logOdds[best]!) best = row;
    }
    if (lists.own[list] === 1) compared.push(compareInterpretations(line.hypotheses[best - first]!, line.truth));
  }
  const total = lineLosses.reduce((sum, loss) => sum + loss, 0);
  return { nll: total / logOdds.length, semer: errorRates(compared).semer, lineLosses };
}

/**
 * The candidate with the lowest SemER among those whose NLL is within one standard error of the best; equals go to the
 * lower NLL, then to the earlier one. The standard error is that of the paired difference over lines, since all
 * candidates are measured on the same ones; that of a single mean would let clearly worse likelihoods in.
 */
export function chooseWithinOneStandardError<T extends DevelopmentRun>(candidates: readonly T[]): T {
  const best = candidates.reduce((a, b) => (b.nll < a.nll ? b : a));
  const near = candidates.filter(({ lineLosses }) => withinOneStandardError(lineLosses, best.lineLosses));
  // A candidate between the best and an eligible one is eligible too, although its own, narrower error may say no.
  const limit = Math.max(...near.map(({ nll }) => nll));
  const eligible = candidates.filter(({ nll }) => nll <= limit);
  // A domain without development utterances of its own has no SemER; then the likelihood alone decides.
  const order = (c: T): number => (Number.isNaN(c.semer) ? 0 : c.semer);
  return eligible.reduce((a, b) => (order(b) < order(a) || (order(b) === order(a) && b.nll < a.nll) ? b : a));
}

/** Whether a mean loss is at most one standard error, that of the paired difference over lines, above the best. */
export function withinOneStandardError(losses: Float64Array, best: Float64Array): boolean {
  const differences = losses.map((loss, line) => loss - best[line]!);
  const lines = differences.length;
  const sum = differences.reduce((total, difference) => total + difference, 0);
  const squares = differences.reduce((total, difference) => total + (difference - sum / lines) ** 2, 0);
  // The sum of n differences has n times their variance, estimated with n - 1 in the denominator.
  return sum <= Math.sqrt((squares * lines) / Math.max(1, lines - 1));
}
