import { isIPv4, isIPv6 } from 'node:net';
import { type ChannelCredentials, credentials } from '@grpc/grpc-js';

/** PEM text, or its bytes. */
export type Pem = string | Uint8Array;

/** How to encrypt, and whom to trust. */
export interface TlsOptions {
  /** Certificates of the authorities that may vouch for the service; those that Node trusts when left out. */
  readonly authorities?: Pem;
  /** The caller's own certificate, for services that ask for one; with `key`. */
  readonly certificate?: Pem;
  /** Private key of `certificate`. */
  readonly key?: Pem;
  /** The name that the service's certificate must have, where it is not the one in the address. */
  readonly serverName?: string;
}

export interface ClientOptions {
  /** A gRPC target, such as "aggregator:50050" or "dns:///aggregator:50050". Calls go in turn to all hosts that it stands for. */
  readonly address?: string;
  /** Instead of `address`: IP addresses with ports of several replicas, such as "10.0.0.1:50050" or "[fd00::1]:50050". */
  readonly addresses?: readonly string[];
  /** No encryption when left out. */
  readonly tls?: TlsOptions;
  /** Milliseconds that a call has, retries included; 500 when left out, and 1,200 where it searches. */
  readonly deadlineMs?: number;
  /** How often a call is made again at most, from 0 to 4; 2 when left out. */
  readonly retries?: number;
}

/** gRPC itself makes no more than five attempts. */
const MOST_RETRIES = 4;

/** @throws TypeError */
export function checkRetries(retries: number): number {
  if (!Number.isInteger(retries) || retries < 0 || retries > MOST_RETRIES)
    throw new TypeError(`retries: expected a whole number from 0 to ${MOST_RETRIES}, got ${retries}`);
  return retries;
}

/** @throws TypeError */
export function checkDeadline(deadlineMs: number): number {
  if (!(deadlineMs > 0 && deadlineMs < Infinity))
    throw new TypeError(`deadlineMs: expected a number of milliseconds above 0, got ${deadlineMs}`);
  return deadlineMs;
}

/** The gRPC target of the replicas. @throws TypeError */
export function targetOf({ address, addresses }: Pick<ClientOptions, 'address' | 'addresses'>): string {
  if ((address === undefined) === (addresses === undefined))
    throw new TypeError(`address: expected it or addresses, got ${address === undefined ? 'neither' : 'both'}`);
  if (address !== undefined) {
    if (!/^\S+$/.test(address))
      throw new TypeError(`address: expected a gRPC target such as "aggregator:50050", got "${address}"`);
    return address;
  }
  if (addresses!.length === 0) throw new TypeError('addresses: expected one or more, got none');
  const families = addresses!.map((one, i) => familyOf(one, `addresses[${i}]`));
  const other = families.findIndex((family) => family !== families[0]);
  if (other !== -1)
    throw new TypeError(`addresses[${other}]: expected ${families[0]!} as the first one, got "${addresses![other]!}"`);
  return `${families[0]!}:${addresses!.join(',')}`;
}

function familyOf(address: string, field: string): 'ipv4' | 'ipv6' {
  const [, six, four = '', port] = /^(?:\[([^\]]*)\]|([^:]*)):(\d{1,5})$/.exec(address) ?? [];
  if (port !== undefined && Number(port) <= 65_535) {
    if (isIPv4(four)) return 'ipv4';
    if (six !== undefined && isIPv6(six)) return 'ipv6';
  }
  throw new TypeError(
    `${field}: expected an IP address and a port such as "10.0.0.1:50050" (names go into address), got "${address}"`,
  );
}

/** @throws TypeError when only one of certificate and key is given; Error when one cannot be read */
export function credentialsOf(tls: TlsOptions | undefined): ChannelCredentials {
  if (tls === undefined) return credentials.createInsecure();
  const { authorities, certificate, key } = tls;
  if ((certificate === undefined) !== (key === undefined))
    throw new TypeError(
      `tls.${key === undefined ? 'key' : 'certificate'}: expected certificate and key together, got only the other one`,
    );
  return credentials.createSsl(bytesOf(authorities), bytesOf(key), bytesOf(certificate));
}

function bytesOf(pem: Pem | undefined): Buffer | null {
  return pem === undefined ? null : Buffer.from(pem as string);
}
