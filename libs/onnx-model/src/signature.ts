import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { describeValue, type Violation } from '@tiebreak/interpretation';
import type { Manifest } from './manifest';

const PREFIX = 'ed25519:';

/** A pair of keys as PEM text: the private one signs bundles, the public one is what services are configured with. */
export interface SigningKeys {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Makes a new pair of Ed25519 keys. */
export function newSigningKeys(): SigningKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  };
}

/** @throws Error when the text is no Ed25519 private key in PEM (PKCS #8) */
export function readPrivateKey(pem: string): KeyObject {
  return ed25519('private', () => createPrivateKey(pem));
}

/** @throws Error when the text is no Ed25519 public key in PEM (SPKI) */
export function readPublicKey(pem: string): KeyObject {
  return ed25519('public', () => {
    // createPublicKey would take a private key too, and derive; a service must not be given one.
    if (!pem.includes('PUBLIC KEY')) throw new Error('not a public key');
    return createPublicKey(pem);
  });
}

/** The signature of a bundle with this digest: "ed25519:" and the base64 of RFC 8032's 64 bytes over the digest's text. */
export function signatureOf(digest: string, privateKey: KeyObject): string {
  return `${PREFIX}${sign(null, Buffer.from(digest, 'utf8'), privateKey).toString('base64')}`;
}

/**
 * What is wrong with a bundle's signature under a public key; undefined when it is good. The digest has to be checked
 * against the files before.
 */
export function signatureViolation(
  { digest, signature }: Pick<Manifest, 'digest' | 'signature'>,
  publicKey: KeyObject,
): Violation | undefined {
  const expected = 'the signature of this digest by the configured key; `tiebreak sign` writes it';
  if (signature === undefined) return { field: 'signature', expected, actual: 'none' };
  const good =
    signature.startsWith(PREFIX) &&
    verify(null, Buffer.from(digest, 'utf8'), publicKey, Buffer.from(signature.slice(PREFIX.length), 'base64'));
  return good ? undefined : { field: 'signature', expected, actual: describeValue(signature) };
}

function ed25519(which: 'private' | 'public', read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch {
    throw new Error(`expected an Ed25519 ${which} key in PEM, got something else`);
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(`expected an Ed25519 ${which} key in PEM, got one of type ${String(key.asymmetricKeyType)}`);
  return key;
}
