import type { Interpretation } from '@tiebreak/interpretation';
import { clopperPearson } from '@tiebreak/statistics';
import type { ComparedLine } from './compared-line';
import { atMost, type RuleOutcome } from './rule';

/** An utterance whose merged winner becomes wrong (negative) or right (positive) with the candidate. */
export interface WinnerFlip {
  readonly id: string;
  readonly utterance: string;
  readonly truth: Interpretation;
  readonly incumbent: ScoredWinner;
  readonly candidate: ScoredWinner;
}

export interface ScoredWinner {
  readonly winner: Interpretation;
  /** Calibrated probability of being right, as the merge saw it. */
  readonly score: number;
}

export interface WinnerFlips {
  /** Right under the incumbent, wrong now. */
  readonly negative: readonly WinnerFlip[];
  /** Wrong under the incumbent, right now. */
  readonly positive: readonly WinnerFlip[];
}

/**
 * The utterances that a release would break, and those that it would repair, in the order of the lines.
 * @see Yan et al., "Positive-Congruent Training: Towards Regression-Free Model Updates", CVPR 2021
 */
export function winnerFlips(lines: readonly ComparedLine[]): WinnerFlips {
  const changing = (from: 0 | 1): WinnerFlip[] =>
    lines
      .filter(
        ({ incumbent, candidate }) => incumbent.outcome.topRight === from && candidate.outcome.topRight === 1 - from,
      )
      .map(({ id, utterance, truth, incumbent, candidate }) => ({
        ...{ id, utterance, truth },
        incumbent: { winner: incumbent.winner, score: incumbent.outcome.topScore },
        candidate: { winner: candidate.winner, score: candidate.outcome.topScore },
      }));
  return { negative: changing(1), positive: changing(0) };
}

/** Chance that a candidate whose share of flips is at the limit is refused. */
const ERROR = 0.05;

/**
 * Refused when more than `limit` of the traffic surely flips from right to wrong, however much flips back: when the lower
 * end of the share's one-sided 95% interval is above it. A few hundred lines know a share of half a percent badly, and a
 * limit on the count itself would refuse every second retrain that is at the limit.
 */
export function flipsRule(lines: readonly ComparedLine[], limit: number): RuleOutcome {
  const { negative, positive } = winnerFlips(lines);
  const [atLeast] = clopperPearson(negative.length, lines.length, 1 - ERROR, 'lower');
  const reason =
    `of ${lines.length} winners ${negative.length} were right and become wrong, ${positive.length} the other way; ` +
    `at least ${(100 * atLeast).toFixed(2)}% of such traffic, at 95% confidence`;
  return atMost('negative-flips', atLeast, limit, reason);
}

/** Refused when one frequent utterance flips from right to wrong. @param frequent texts as they stand in the lines */
export function frequentFlipsRule(lines: readonly ComparedLine[], frequent: ReadonlySet<string>): RuleOutcome {
  const flips = winnerFlips(lines).negative.filter(({ utterance }) => frequent.has(utterance)).length;
  const seen = new Set(lines.map(({ utterance }) => utterance).filter((utterance) => frequent.has(utterance))).size;
  const among = `of ${frequent.size} frequent utterances ${seen} stand in these lines`;
  return atMost('frequent-flips', flips, 0, `${among}; ${flips} winners of theirs were right and become wrong`);
}
