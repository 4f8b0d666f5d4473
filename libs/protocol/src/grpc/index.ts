export { callUnary, type CallOptions } from './call-unary';
export { serveReflection } from './reflection';
export { type GenericDefinition, type GrpcService, toGrpcService, toPackageDefinition } from './service-definition';
export { fieldViolations, invalidArgument } from './status';
export { refuseBrokenText } from './strict-text';
