import { type Hypothesis, type Probability, probability, type RankedHypothesis } from '@tiebreak/interpretation';
import type { DecisionPolicy } from './costs';
import { jointProbabilities } from './joint';
import { describeHypothesis, labelsThatTellApart } from './labels';
import type { Wording } from './wording';

/** One hypothesis that a decision puts forward. */
export interface Option {
  readonly hypothesisId: string;
  /** What tells it from the others, e.g. "the book". */
  readonly label: string;
}

/** What to do now. */
export interface Decision {
  readonly kind: 'act' | 'confirm' | 'disambiguate' | 'reject';
  /** Best first: one to act or confirm, two or more to disambiguate, none to reject. */
  readonly options: readonly Option[];
  /** Joint probability that the first option is right and no other; of the top hypothesis when rejecting. */
  readonly probabilityRight: Probability;
  /** What to ask; empty when there is nothing to ask. */
  readonly question: string;
  /** What the decision is expected to cost, in units of one wrong action. */
  readonly expectedCost: number;
}

/** More options than this are no question that a person answers by voice. */
const MOST_OPTIONS = 3;

/**
 * The cheapest decision in expectation.
 *
 * At most one hypothesis is right, so the scores are first turned into joint probabilities P1, P2, ... and P(none),
 * which sum to 1 (`jointProbabilities`). With W, C, D, M the costs of a wrong action, a confirmation, a disambiguation
 * and a missed request, and P(any) = 1 - P(none):
 * - act on the first: W (1 - P1)
 * - confirm the first: C + M (P(any) - P1), since a "no" ends in nothing done
 * - disambiguate among the first k: D (k - 1) + M (P(any) - P1 - ... - Pk), for 2 <= k <= 3, if words tell them apart
 * - reject: M P(any)
 *
 * Equal costs go to the decision named first here.
 * @param ranked all domains' hypotheses, best first
 * @param wording for labels and questions, which show nothing of a slot that was not said
 */
export function decide(
  ranked: readonly RankedHypothesis[],
  { costs, joint }: DecisionPolicy,
  wording: Wording,
): Decision {
  const first = ranked[0];
  if (first === undefined) {
    return { kind: 'reject', options: [], probabilityRight: probability(0), question: '', expectedCost: 0 };
  }
  const { right } = jointProbabilities(
    ranked.map(({ score }) => score),
    joint,
  );
  /** What is missed when only the first `offered` are put forward: they exclude each other, so probabilities add up. */
  const missed = (offered: number): number => costs.missed * right.slice(offered).reduce((sum, p) => sum + p, 0);
  const choices: Choice[] = [
    { kind: 'act', offered: 1, expectedCost: costs.wrongAction * (1 - right[0]!) },
    { kind: 'confirm', offered: 1, expectedCost: costs.confirmation + missed(1) },
  ];
  for (let k = 2; k <= Math.min(MOST_OPTIONS, ranked.length); k++)
    choices.push({ kind: 'disambiguate', offered: k, expectedCost: costs.disambiguation * (k - 1) + missed(k) });
  choices.push({ kind: 'reject', offered: 0, expectedCost: missed(0) });
  // Only what is chosen is put into words: they would take longer than all the rest.
  choices.sort((a, b) => a.expectedCost - b.expectedCost);
  for (const { kind, offered, expectedCost } of choices) {
    const hypotheses = ranked.slice(0, offered).map(({ hypothesis }) => hypothesis);
    const words = inWords(kind, hypotheses, wording);
    if (words !== undefined) return { kind, ...words, expectedCost, probabilityRight: right[0]! };
  }
  throw new Error('expected that nothing can be done without words, got no way to do so');
}

/** A way to go on, before it is put into words. */
interface Choice extends Pick<Decision, 'kind' | 'expectedCost'> {
  /** How many of the first hypotheses are put forward. */
  readonly offered: number;
}

/** Undefined when no words tell the hypotheses apart. */
function inWords(
  kind: Decision['kind'],
  hypotheses: readonly Hypothesis[],
  wording: Wording,
): Pick<Decision, 'options' | 'question'> | undefined {
  const labels =
    kind === 'disambiguate'
      ? labelsThatTellApart(hypotheses, wording)
      : hypotheses.map((hypothesis) => describeHypothesis(hypothesis, wording));
  if (labels === undefined) return undefined;
  const options = hypotheses.map(({ id }, i) => ({ hypothesisId: id, label: labels[i]! }));
  switch (kind) {
    case 'act':
    case 'reject':
      return { options, question: '' };
    case 'confirm':
      return { options, question: `Did you mean ${labels[0]!}?` };
    case 'disambiguate':
      return { options, question: chooseAmong(labels) };
  }
}

function chooseAmong(labels: readonly string[]): string {
  const text = `${labels.slice(0, -1).join(', ')} or ${labels.at(-1)!}?`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
