import { calibrationSlope } from '@tiebreak/calibration';
import { domainTops } from '@tiebreak/evaluation';
import { chiSquareQuantile } from '@tiebreak/statistics';
import type { ComparedLine } from './compared-line';
import { atMost, type RuleOutcome } from './rule';

/** Chance that a candidate is refused whose scores are calibrated, where the incumbent's fit perfectly. */
const ERROR = 0.01;
/** What the misfit of calibrated scores exceeds with that chance: 9.21. */
const LARGEST_EXCESS = chiSquareQuantile(1 - ERROR, 2);

/**
 * Refused when the scores of the domain's top hypotheses fit the outcomes worse than the incumbent's, beyond chance.
 *
 * The misfit is the chi-square statistic, with 2 degrees of freedom, of slope 1 and intercept 0 of the outcomes'
 * logistic fit on the scores' log-odds. Both bundles meet the same lines, so chance moves both alike: what is judged is the
 * excess of the candidate's misfit, and an incumbent just short of being rejected does not doom its retrain.
 */
export function calibrationRule(lines: readonly ComparedLine[], domain: string): RuleOutcome {
  const candidate = fitOf(lines, 'candidate', domain);
  const incumbent = fitOf(lines, 'incumbent', domain);
  const excess = candidate.misfit - incumbent.misfit;
  return atMost(
    'calibration',
    excess,
    LARGEST_EXCESS,
    `${domain}'s top hypotheses have ${candidate.text}; under the incumbent ${incumbent.text}`,
  );
}

function fitOf(
  lines: readonly ComparedLine[],
  which: 'incumbent' | 'candidate',
  domain: string,
): { readonly misfit: number; readonly text: string } {
  const tops = domainTops(
    lines.map((line) => line[which].outcome),
    domain,
  );
  const { slope, intercept, likelihoodRatioP, scoreP } = calibrationSlope(tops);
  // The score test needs no fit, so it judges outcomes of one class too; with enough of both the ratio is the truer one.
  const p = Number.isNaN(likelihoodRatioP) ? scoreP : likelihoodRatioP;
  if (Number.isNaN(p)) return { misfit: 0, text: 'equal scores, of which nothing can be tested' };
  // With 2 degrees of freedom, p = exp(-misfit / 2); the least number stands for those that are too small for one.
  const misfit = -2 * Math.log(Math.max(p, Number.MIN_VALUE));
  const fit = Number.isNaN(slope)
    ? 'no finite slope'
    : `slope ${slope.toFixed(2)} and intercept ${intercept.toFixed(2)}`;
  return { misfit, text: `${fit}, which are 1 and 0 up to a misfit of ${misfit.toFixed(2)}` };
}
