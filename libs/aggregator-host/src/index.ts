export { type ConsoleOptions, ConsoleViews } from './console/console-views';
export type { AskingOptions } from './asking/connect-asking';
export { type GrpcReranker, type GrpcRerankerOptions, grpcReranker } from './domain-call/grpc-reranker';
export { inProcessReranker } from './in-process-reranker';
export type {
  CalibrationView,
  DetectorView,
  DomainPairView,
  ModelCalibrationView,
  PriorShiftView,
  RecalibrationView,
  ReliabilityBinView,
  WarningView,
} from './live-calibration/calibration-view';
export { LiveCalibration, type LiveCalibrationOptions, NOT_LOGGED } from './live-calibration/live-calibration';
export { runAggregator } from './run-aggregator';
export { type AggregatorOptions, type RunningAggregator, startAggregator } from './start-aggregator';
export { recalibratedReranker } from './live-calibration/recalibrated-reranker';
