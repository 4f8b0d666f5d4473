import type { AdminServerOptions } from './admin-server';
import type { Certificates } from './tls/certificates';

/** The admin port lies this far below the gRPC port, unless it is set. */
const ADMIN_BELOW = 1_000;

export type AdminAddress = Pick<AdminServerOptions, 'host' | 'port' | 'portVariable'>;

/**
 * Where a service is administered.
 * @param port as the environment has it; -1: 1,000 below the gRPC port
 * @throws Error when others than this machine could reach it, and would not have to say who they are
 */
export function adminAddress(
  { host, port, portVariable }: AdminAddress,
  grpcPort: number,
  certificates: Certificates | undefined,
): AdminAddress {
  if (certificates?.mutual !== true && !/^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host))
    throw new Error(
      `TIEBREAK_ADMIN_HOST: expected 127.0.0.1 or another address of this machine alone, unless TIEBREAK_TLS_AUTHORITIES says whom to believe, got ${host}`,
    );
  return { host, port: port >= 0 ? port : Math.max(0, grpcPort - ADMIN_BELOW), portVariable };
}
