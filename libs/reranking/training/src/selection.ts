import { compareInterpretations, errorRates } from '@tiebreak/semer';
import { sigmoid } from '@tiebreak/interpretation';
import { type LogLinearModel, type RankedLists, scoreLists } from '@tiebreak/log-linear';
import type { TrainingLine } from './training-lines';

/** How a candidate model does on one domain's development lines. */
export interface DevelopmentScores {
  /** Mean negative log-likelihood over all hypotheses, in nats. */
  readonly nll: number;
  /** Standard error of `nll`, with utterances as the independent units. */
  readonly nllStandardError: number;
  /** SemER of the domain's top hypotheses on its own utterances. */
  readonly semer: number;
}

/** Measures a model on development lines; the lists are those of the lines. */
export function scoreDevelopment(
  model: LogLinearModel,
  lists: RankedLists,
  lines: readonly TrainingLine[],
): DevelopmentScores {
  const logOdds = scoreLists(model, lists);
  const rows = logOdds.length;
  const losses: number[] = [];
  const compared = [];
  for (const [list, line] of lines.entries()) {
    const first = lists.offsets[list]!;
    const end = lists.offsets[list + 1]!;
    let loss = 0;
    let best = first;
    for (let row = first; row < end; row++) {
      const p = Math.min(Math.max(sigmoid(logOdds[row]!), 1e-12), 1 - 1e-12);
      loss -= lists.right[row] === 1 ? Math.log(p) : Math.log(1 - p);
      if (logOdds[row]! > logOdds[best]!) best = row;
    }
    losses.push(loss);
    if (lists.own[list] === 1) compared.push(compareInterpretations(line.hypotheses[best - first]!, line.truth));
  }
  const nll = losses.reduce((sum, loss) => sum + loss, 0) / rows;
  const meanLoss = (nll * rows) / losses.length;
  const variance = losses.reduce((sum, loss) => sum + (loss - meanLoss) ** 2, 0) / Math.max(1, losses.length - 1);
  return {
    nll,
    nllStandardError: (Math.sqrt(variance / losses.length) * losses.length) / rows,
    semer: errorRates(compared).semer,
  };
}

/**
 * The candidate with the lowest SemER among those whose NLL is within one standard error of the best;
 * equals go to the lower NLL, then to the earlier one.
 */
export function chooseWithinOneStandardError<T extends DevelopmentScores>(candidates: readonly T[]): T {
  const best = candidates.reduce((a, b) => (b.nll < a.nll ? b : a));
  const eligible = candidates.filter(({ nll }) => nll <= best.nll + best.nllStandardError);
  // A domain without development utterances of its own has no SemER; then the likelihood alone decides.
  const order = (c: T): number => (Number.isNaN(c.semer) ? 0 : c.semer);
  return eligible.reduce((a, b) => (order(b) < order(a) || (order(b) === order(a) && b.nll < a.nll) ? b : a));
}
