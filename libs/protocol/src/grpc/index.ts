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
export { fieldViolations, invalidArgument, retryDelayMs, violationsOf } from './status';
export { refuseBrokenText } from './strict-text';
