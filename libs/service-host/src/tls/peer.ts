import type { Socket } from 'node:net';
import { type PeerCertificate, TLSSocket } from 'node:tls';

/** Who may use a port. */
export interface Access {
  /** Names of which a peer's certificate must hold one; absent: any certificate of the authorities will do. */
  readonly peers?: readonly string[];
}

/** Whether a peer showed a certificate of the authorities that holds one of the names. Without TLS everybody may. */
export function isAdmitted(socket: Socket, mutual: boolean, { peers }: Access = {}): boolean {
  if (!mutual) return true;
  if (!(socket instanceof TLSSocket) || !socket.authorized) return false;
  return peers === undefined || namesOf(socket.getPeerCertificate()).some((name) => peers.includes(name));
}

/** What a certificate says whom it is of: its DNS and URI names (RFC 5280, section 4.2.1.6), else its common name. */
export function namesOf({ subject, subjectaltname }: Partial<PeerCertificate>): string[] {
  const names = [...(subjectaltname ?? '').matchAll(/(?:^|, )(?:DNS|URI):([^,"]+)/g)].map((match) => match[1]!);
  if (names.length > 0) return names;
  const common: string | string[] | undefined = subject?.CN;
  return common === undefined ? [] : [common].flat();
}
