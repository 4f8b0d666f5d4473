export { adaptiveCalibrationError } from './adaptive-calibration-error';
export { areaUnderRoc } from './area-under-roc';
export { type BetaCalibrator, fitBeta } from './beta';
export { brierScore } from './brier-score';
export { calibrationBySegment, type SegmentCalibration, type SegmentOptions } from './calibration-by-segment';
export { type CalibrationSlope, calibrationSlope } from './calibration-slope';
export { calibrate, type Calibrator } from './calibrator';
export { chooseThreshold } from './choose-threshold';
export { debiasedCalibrationError, debiasedCalibrationInterval } from './debiased-calibration-error';
export { type DomainPair, pairDomains, type TopHypothesis } from './domain-pairs';
export { expectedCalibrationError } from './expected-calibration-error';
export { fitIsotonic, type IsotonicCalibrator } from './isotonic';
export { brierInterval, type MeanLossOptions, negativeLogLikelihoodInterval } from './mean-loss-interval';
export { fitLogistic, type LogisticFit } from './logistic-regression';
export { type MurphyDecomposition, murphyDecomposition } from './murphy-decomposition';
export { negativeLogLikelihood } from './negative-log-likelihood';
export { type NoiseFloor, noiseFloor } from './noise-floor';
export { type PairwiseDomainTest, pairwiseDomainTests, type PairwiseOptions } from './pairwise-domain-test';
export { fitPlatt, type PlattCalibrator } from './platt';
export { type PriorShift, priorShift } from './prior-shift';
export { relativeLine } from './relative-line';
export { type ReliabilityBin, type ReliabilityCurve, reliabilityCurve } from './reliability-curve';
export { certify, type RiskCertificate, type RiskClaim } from './risk-certificate';
export { type RiskCoverage, riskCoverage, type RiskCoveragePoint } from './risk-coverage';
export { type ScoredOutcomes } from './scored-outcomes';
export { smoothCalibrationError } from './smooth-calibration-error';
export {
  type SmoothReliabilityCurve,
  smoothReliabilityCurve,
  type SmoothReliabilityOptions,
  type SmoothReliabilityPoint,
} from './smooth-reliability-curve';
export { fitTemperature, type TemperatureCalibrator } from './temperature';
