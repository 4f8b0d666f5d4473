import { type sendUnaryData, Server, type ServerOptions, status } from '@grpc/grpc-js';
import { type GenericDefinition, toGrpcService } from '@tiebreak/protocol/grpc';
import type { HealthImplementation } from 'grpc-health-check';

/** A gRPC server for peers without a certificate that counts: it says how the service is, and refuses everything else. */
export function serverForOutsiders(
  services: readonly GenericDefinition[],
  health: HealthImplementation,
  limits: ServerOptions,
): Server {
  const server = new Server(limits);
  health.addToServer(server);
  const refuse = (_call: unknown, done: sendUnaryData<never>): void => {
    done({
      code: status.UNAUTHENTICATED,
      details: 'expected a client certificate that may use this service, got none; only health is open to everybody',
    });
  };
  for (const definition of services) {
    const methods = toGrpcService(definition);
    server.addService(methods, Object.fromEntries(Object.keys(methods).map((name) => [name, refuse])));
  }
  return server;
}
