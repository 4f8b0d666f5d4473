import type { Decision, DecisionCosts } from '@tiebreak/aggregation';
import { sameInterpretation } from '@tiebreak/interpretation';
import type { Compared, DecisionContents, DecisionRow, ThresholdCost } from '@tiebreak/report';
import { mean } from '@tiebreak/statistics';
import { compare, type RankedLine } from './ranked-line';

const KINDS: readonly Decision['kind'][] = ['act', 'confirm', 'disambiguate', 'reject'];
const MEANINGS: Readonly<Record<keyof DecisionCosts, string>> = {
  wrongAction: 'doing the wrong thing',
  confirmation: 'asking whether one thing was meant',
  disambiguation: 'asking which of two was meant, as much again for a third',
  missed: 'doing nothing although a hypothesis was right',
};
const THRESHOLDS = 100;

/** What the aggregator's decisions cost, expected and in fact, against acting from a threshold on. */
export function decisionContents(lines: readonly RankedLine[], costs: DecisionCosts): DecisionContents {
  const judged = lines.map((line) => {
    const { decision } = line.resolution;
    const right = rightIds(line);
    const offered = decision.options.some(({ hypothesisId }) => right.has(hypothesisId));
    return { decision, offered, cost: actualCost(decision, { offered, possible: right.size > 0 }, costs) };
  });
  const kinds = KINDS.map((kind): DecisionRow => {
    const those = judged.filter(({ decision }) => decision.kind === kind);
    return {
      kind,
      count: those.length,
      share: those.length / lines.length,
      rightShare: kind === 'reject' ? NaN : mean(those.map(({ offered }) => (offered ? 1 : 0))),
      expectedCost: mean(those.map(({ decision }) => decision.expectedCost)),
      actualCost: mean(those.map(({ cost }) => cost)),
    };
  });
  return {
    costs: (Object.keys(MEANINGS) as (keyof DecisionCosts)[]).map((name) => ({
      name,
      cost: costs[name],
      meaning: MEANINGS[name],
    })),
    kinds,
    total: {
      expected: mean(judged.map(({ decision }) => decision.expectedCost)),
      actual: mean(judged.map(({ cost }) => cost)),
    },
    thresholds: compare((ranking) => thresholdCosts(lines, ranking, costs)),
  };
}

/**
 * What a decision cost once the truth is known, by the same costs that it was taken with: a question is answered
 * truthfully, and a "no" ends in nothing done.
 * @param truth whether a right hypothesis was offered, and whether there was any
 */
export function actualCost(
  { kind, options }: Pick<Decision, 'kind' | 'options'>,
  { offered, possible }: { readonly offered: boolean; readonly possible: boolean },
  costs: DecisionCosts,
): number {
  const missed = possible && !offered ? costs.missed : 0;
  switch (kind) {
    case 'act':
      return offered ? 0 : costs.wrongAction;
    case 'confirm':
      return costs.confirmation + missed;
    case 'disambiguate':
      return costs.disambiguation * (options.length - 1) + missed;
    case 'reject':
      return missed;
  }
}

/** Acts on the winner from the threshold on, and does nothing below: no questions. */
function thresholdCosts(
  lines: readonly RankedLine[],
  ranking: keyof Compared<unknown>,
  costs: DecisionCosts,
): ThresholdCost[] {
  const outcomes = lines.map(({ outcome }) => outcome[ranking]);
  return Array.from({ length: THRESHOLDS + 1 }, (_, i) => {
    const threshold = i / THRESHOLDS;
    const each = outcomes.map(({ topScore, topRight, hypotheses }) => {
      if (topScore >= threshold) return topRight === 1 ? 0 : costs.wrongAction;
      return hypotheses.some(({ right }) => right === 1) ? costs.missed : 0;
    });
    return { threshold, cost: mean(each) };
  });
}

function rightIds({ line, resolution }: RankedLine): Set<string> {
  return new Set(
    resolution.ranked.flatMap(({ hypothesis }) => (sameInterpretation(hypothesis, line.truth) ? [hypothesis.id] : [])),
  );
}
