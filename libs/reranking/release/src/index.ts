export { calibrationRule } from './calibration-rule';
export { type ComparedLine, compareLine, type MergedLine, type Rankings } from './compared-line';
export {
  flipsRule,
  frequentFlipsRule,
  type ScoredWinner,
  type WinnerFlip,
  type WinnerFlips,
  winnerFlips,
} from './flips';
export { type GateOptions, type GateVerdict, judgeCandidate } from './gate';
export { compareLatencies, type Latencies, latencyRule } from './latency';
export { likelihoodPower, likelihoodRule } from './likelihood-rule';
export { defaultLimits, type GateLimits, movedLimits } from './limits';
export { detectableRise, lowerBoundOfRise, meanRise, type PairedLosses } from './paired-losses';
export { type RuleName, type RuleOutcome } from './rule';
export { compareLines, type GateModels } from './score-lines';
export { semerPower, semerRule } from './semer-rule';
