import { negativeLogLikelihood } from '@tiebreak/calibration';
import { type Against, type ComparedLine, type MergedLine, NAME_OF, other } from './compared-line';
import { detectableRise, lowerBoundOfRise, meanRise, type PairedLosses } from './paired-losses';
import { atMost, type RuleOutcome, signed } from './rule';

/** Chance that a candidate that is worse by just what is tolerated is refused. */
const ERROR = 0.01;
/**
 * Share of the other's mean NLL by which a candidate may be worse. Retrains on other draws of the same lines are worse by up
 * to this much, for they know fewer distinct lines; they are what the gate has to let pass.
 */
const TOLERATED = 0.05;
/** A small change of probabilities that costs t nats has variance 2t: both follow from its second order. */
const VARIANCE_OF_A_NAT = 2;

/** Negative log-likelihood of a domain's hypotheses, candidate's minus the other's, per line; units are hypotheses. */
export function likelihoodRises(lines: readonly ComparedLine[], domain: string, against: Against): PairedLosses {
  return {
    rises: Float64Array.from(lines, (line) => lossOf(line.candidate, domain) - lossOf(other(line, against), domain)),
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

/**
 * Refused when the domain's mean NLL over all its hypotheses is surely more than 5% above the other's: at one-sided 1%,
 * clustered by utterance. Against the last major release too, so that tolerated rises do not add up.
 */
export function likelihoodRule(
  lines: readonly ComparedLine[],
  domain: string,
  against: Against,
  seed: number,
): RuleOutcome {
  const losses = likelihoodRises(lines, domain, against);
  const tolerated = toleratedRise(lines, domain, against);
  const bound = lowerBoundOfRise(losses, ERROR, { seed });
  return atMost(
    against === 'incumbent' ? 'nll' : 'nll-since-major',
    bound,
    tolerated,
    `NLL of ${domain}'s hypotheses is ${signed(meanRise(losses))} nats against ${NAME_OF[against]}, 99% lower bound ${signed(bound)}; tolerated are ${100 * TOLERATED}% of it, ${signed(tolerated)}`,
  );
}

/** The rise of the domain's mean NLL, in nats, that the rule would catch 80% of the time on these lines. */
export function likelihoodPower(lines: readonly ComparedLine[], domain: string): number {
  const losses = likelihoodRises(lines, domain, 'incumbent');
  return detectableRise(losses, ERROR, VARIANCE_OF_A_NAT, toleratedRise(lines, domain, 'incumbent'));
}

function toleratedRise(lines: readonly ComparedLine[], domain: string, against: Against): number {
  let loss = 0;
  let hypotheses = 0;
  for (const line of lines) {
    loss += lossOf(other(line, against), domain);
    hypotheses += ofDomain(other(line, against), domain).length;
  }
  return (TOLERATED * loss) / hypotheses;
}
