import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * Identity of a bundle: "sha256:" and the hex of sha256(sha256(model) || sha256(canonical manifest without digest and
 * signature)), the inner hashes as 32 raw bytes each. Canonical JSON is RFC 8785.
 */
export function bundleDigest(model: Uint8Array, manifest: object): string {
  const { digest: _digest, signature: _signature, ...rest } = manifest as Record<string, unknown>;
  const inner = Buffer.concat([sha256(model), sha256(Buffer.from(canonicalize(rest)!, 'utf8'))]);
  return `sha256:${sha256(inner).toString('hex')}`;
}

/** sha256 as raw bytes. */
export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
