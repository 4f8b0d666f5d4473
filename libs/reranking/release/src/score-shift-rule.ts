import { relativeLine } from '@tiebreak/calibration';
import { logit } from '@tiebreak/interpretation';
import type { ComparedLine } from './compared-line';
import { likelihoodRises } from './likelihood-rule';
import { meanRise } from './paired-losses';
import type { RuleOutcome } from './rule';

/** Log-odds that retrains on other draws of the same lines do not reach; half a logit is worth refusing. */
const LARGEST_SHIFT = 0.45;

/**
 * Refused when the domain's scores as a whole lie more than .45 logits above or below the incumbent's and do not predict
 * these lines better. Outcomes alone see a shift of half a logit in some 3,000 lines; the incumbent's scores see it in a
 * few. Scores are paired by place, best with best, so that a change of order is no shift.
 */
export function scoreShiftRule(lines: readonly ComparedLine[], domain: string): RuleOutcome {
  const [candidate, incumbent] = (['candidate', 'incumbent'] as const).map((which) =>
    lines.flatMap((line) =>
      line[which].outcome.hypotheses.filter((hypothesis) => hypothesis.domain === domain).map(({ score }) => score),
    ),
  );
  const { slope, intercept } = lineBetween(candidate!, incumbent!);
  const better = meanRise(likelihoodRises(lines, domain, 'incumbent')) < 0;
  // The line turns the candidate's scores into the incumbent's, so what it adds is what the candidate lacks.
  const shift = Math.abs(intercept);
  return {
    rule: 'score-shift',
    passed: shift <= LARGEST_SHIFT || better,
    measured: shift,
    limit: LARGEST_SHIFT,
    reason:
      `${domain}'s scores become the incumbent's with slope ${slope.toFixed(2)} and intercept ${intercept.toFixed(2)}; ` +
      `their NLL is ${better ? 'lower' : 'not lower'}`,
  };
}

/** Scores that do not differ have no slope: then it is 1, and the intercept lies between the means. */
function lineBetween(candidate: readonly number[], incumbent: readonly number[]): { slope: number; intercept: number } {
  if (candidate.every((score, i) => score === incumbent[i])) return { slope: 1, intercept: 0 };
  if (candidate.some((score) => score !== candidate[0])) return relativeLine(candidate, incumbent);
  const mean = incumbent.reduce((sum, score) => sum + score, 0) / incumbent.length;
  return { slope: 1, intercept: logit(mean) - logit(candidate[0]!) };
}
