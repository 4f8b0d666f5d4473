import { calibrationRule } from './calibration-rule';
import type { ComparedLine } from './compared-line';
import { flipsRule, frequentFlipsRule, type WinnerFlips, winnerFlips } from './flips';
import { type Latencies, latencyRule } from './latency';
import { likelihoodPower, likelihoodRule } from './likelihood-rule';
import type { GateLimits } from './limits';
import type { RuleOutcome } from './rule';
import { scoreShiftRule } from './score-shift-rule';
import { semerPower, semerRule } from './semer-rule';

export interface GateOptions {
  /** Whose bundle is judged. */
  readonly domain: string;
  readonly limits: GateLimits;
  readonly latencies: Latencies;
  /** Texts of utterances none of which may flip from right to wrong; absent: no list is kept. */
  readonly frequent?: ReadonlySet<string>;
  /** Of the bootstrap. */
  readonly seed: number;
}

/** Whether a candidate may replace the incumbent, and why. */
export interface GateVerdict {
  /** True when every rule passed. */
  readonly passed: boolean;
  /** All of them, whether one failed before or not. */
  readonly rules: readonly RuleOutcome[];
  /** What the rules would catch 80% of the time on these lines: a rise of merged SemER, and of the domain's NLL in nats. */
  readonly power: { readonly semer: number; readonly nll: number };
  readonly flips: WinnerFlips;
}

/**
 * Judges a candidate by lines that taught neither it nor the incumbent.
 * @throws RangeError when there are no lines, or none with a hypothesis of the domain
 */
export function judgeCandidate(lines: readonly ComparedLine[], options: GateOptions): GateVerdict {
  const { domain, limits, latencies, frequent, seed } = options;
  if (!lines.some(({ candidate }) => candidate.outcome.hypotheses.some((hypothesis) => hypothesis.domain === domain)))
    throw new RangeError(`expected lines with hypotheses of domain "${domain}", got none in ${lines.length} lines`);
  const sinceMajor = lines.some(({ lastMajor }) => lastMajor !== undefined);
  const rules = [
    semerRule(lines, 'incumbent', seed),
    ...(sinceMajor ? [semerRule(lines, 'lastMajor', seed)] : []),
    likelihoodRule(lines, domain, 'incumbent', seed),
    ...(sinceMajor ? [likelihoodRule(lines, domain, 'lastMajor', seed)] : []),
    calibrationRule(lines, domain),
    scoreShiftRule(lines, domain),
    flipsRule(lines, limits.flips),
    ...(frequent === undefined ? [] : [frequentFlipsRule(lines, frequent)]),
    latencyRule(latencies, limits.latencyBudget),
  ];
  return {
    passed: rules.every(({ passed }) => passed),
    rules,
    power: { semer: semerPower(lines), nll: likelihoodPower(lines, domain) },
    flips: winnerFlips(lines),
  };
}
