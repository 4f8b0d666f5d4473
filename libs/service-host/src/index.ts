export { type AdminPage, AdminServer, type AdminServerOptions } from './admin-server';
export { GrpcErrors } from './grpc-errors';
export { GrpcServer, type GrpcServerOptions, LARGEST_MESSAGE_BYTES } from './grpc-server';
export { type RunningService, runService } from './lifecycle';
export { serviceLogger } from './logging';
export { PreconditionFailed } from './precondition-failed';
export { accept, RequestRefused } from './request-refused';
export { type ServiceProcess, ServiceStartError, startServiceProcess } from './service-process';
