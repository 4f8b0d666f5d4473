import { calibrationSlope } from '@tiebreak/calibration';
import { domainTops } from '@tiebreak/evaluation';
import type { ComparedLine } from './compared-line';
import type { RuleOutcome } from './rule';

/** Chance that a calibrated candidate is refused. */
const ERROR = 0.01;

/**
 * Refused when the scores of the domain's top hypotheses are wrong beyond chance, at 1%, and the incumbent's are not:
 * the joint test of slope 1 and intercept 0 of the outcomes' logistic fit on the scores' log-odds.
 * `measured` is the candidate's p-value, so it passes from the limit on upwards, unlike the other rules' figures.
 */
export function calibrationRule(lines: readonly ComparedLine[], domain: string): RuleOutcome {
  const candidate = testOf(lines, 'candidate', domain);
  const incumbent = testOf(lines, 'incumbent', domain);
  return {
    rule: 'calibration',
    passed: !(candidate.p < ERROR) || incumbent.p < ERROR,
    measured: candidate.p,
    limit: ERROR,
    reason: `${domain}'s top hypotheses have ${candidate.text}; under the incumbent ${incumbent.text}`,
  };
}

function testOf(
  lines: readonly ComparedLine[],
  which: 'incumbent' | 'candidate',
  domain: string,
): { readonly p: number; readonly text: string } {
  const tops = domainTops(
    lines.map((line) => line[which].outcome),
    domain,
  );
  const { slope, intercept, likelihoodRatioP, scoreP } = calibrationSlope(tops);
  // The score test needs no fit, so it judges outcomes of one class too; with enough of both the ratio is the truer one.
  const p = Number.isNaN(likelihoodRatioP) ? scoreP : likelihoodRatioP;
  if (Number.isNaN(p)) return { p, text: 'equal scores, of which nothing can be tested' };
  const fit = Number.isNaN(slope)
    ? 'no finite slope'
    : `slope ${slope.toFixed(2)} and intercept ${intercept.toFixed(2)}`;
  return { p, text: `${fit}, p = ${p.toPrecision(2)} for 1 and 0` };
}
