import { request as requestPlain } from 'node:http';
import { request as requestSecurely } from 'node:https';
import type { CertificateContext } from './tls/certificates';

/** What a page of an admin address answered. */
export interface ReadPage {
  readonly status: number | undefined;
  readonly text: string;
}

export interface ReadPageOptions {
  /** Who asks, and whom it believes; absent: nothing is encrypted. */
  readonly identity?: CertificateContext | undefined;
  /** Milliseconds until the call fails; without a limit when absent. */
  readonly deadlineMs?: number;
}

/** Reads a page of a service's admin address, "host:port". Rejects when nothing answers, or not in time. */
export function readAdminPage(
  address: string,
  path: string,
  { identity, deadlineMs }: ReadPageOptions = {},
): Promise<ReadPage> {
  const url = `${identity === undefined ? 'http' : 'https'}://${address}${path}`;
  const options = { ...identity, agent: false, ...(deadlineMs && { signal: AbortSignal.timeout(deadlineMs) }) };
  return new Promise((resolve, reject) => {
    const request = (identity === undefined ? requestPlain : requestSecurely)(url, options);
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
    request.end();
  });
}
