export { callUnary, type CallOptions } from './call-unary';
export { serveReflection } from './reflection';
export { withRepeatedLookup } from './repeated-lookup';
export { replicatedChannel, type RetryPolicy } from './replicated-channel';
export {
  type GenericDefinition,
  type GrpcService,
  LARGEST_MESSAGE_BYTES,
  toGrpcService,
  toPackageDefinition,
} from './service-definition';
export {
  detailsOf,
  fieldViolations,
  invalidArgument,
  retryDelayMs,
  type StatusDetail,
  statusWith,
  violationsOf,
} from './status';
export { refuseBrokenText } from './strict-text';
