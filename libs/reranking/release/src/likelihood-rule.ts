import { negativeLogLikelihood } from '@tiebreak/calibration';
import type { ComparedLine, MergedLine } from './compared-line';
import { detectableRise, lowerBoundOfRise, meanRise, type PairedLosses } from './paired-losses';
import { atMost, type RuleOutcome, signed } from './rule';

/** Chance that a candidate as good as the incumbent is refused. */
const ERROR = 0.01;
/** A small change of probabilities that costs t nats has variance 2t: both follow from its second order. */
const VARIANCE_OF_A_NAT = 2;

/** Negative log-likelihood of a domain's hypotheses, candidate's minus incumbent's, per line; units are hypotheses. */
export function likelihoodRises(lines: readonly ComparedLine[], domain: string): PairedLosses {
  return {
    rises: Float64Array.from(lines, (line) => lossOf(line.candidate, domain) - lossOf(line.incumbent, domain)),
    units: Float64Array.from(lines, ({ candidate }) => ofDomain(candidate, domain).length),
  };
}

function lossOf(merged: MergedLine, domain: string): number {
  const own = ofDomain(merged, domain);
  if (own.length === 0) return 0;
  const outcomes = { scores: own.map(({ score }) => score), right: own.map(({ right }) => right) };
  return negativeLogLikelihood(outcomes) * own.length;
}

function ofDomain({ outcome }: MergedLine, domain: string): MergedLine['outcome']['hypotheses'] {
  return outcome.hypotheses.filter((hypothesis) => hypothesis.domain === domain);
}

/** Refused when the domain's NLL over all its hypotheses rises beyond chance, at one-sided 1%, clustered by utterance. */
export function likelihoodRule(lines: readonly ComparedLine[], domain: string, seed: number): RuleOutcome {
  const losses = likelihoodRises(lines, domain);
  const bound = lowerBoundOfRise(losses, ERROR, { seed });
  const reason = `NLL of ${domain}'s hypotheses is ${signed(meanRise(losses))} nats against the incumbent's, 99% lower bound ${signed(bound)}`;
  return atMost('nll', bound, 0, reason);
}

/** The rise of the domain's mean NLL, in nats, that the rule would catch 80% of the time on these lines. */
export function likelihoodPower(lines: readonly ComparedLine[], domain: string): number {
  return detectableRise(likelihoodRises(lines, domain), ERROR, VARIANCE_OF_A_NAT);
}
