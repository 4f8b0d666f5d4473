import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { changeManifest, details, temporaryFolders, trained } from '../test/bundles';
import {
  type BundleError,
  newSigningKeys,
  readPrivateKey,
  readPublicKey,
  readRerankerBundle,
  signBundle,
  writeBundle,
} from './index';
import { signatureOf, signatureViolation } from './signature';

const newFolder = temporaryFolders();
const keys = newSigningKeys();
const privateKey = readPrivateKey(keys.privateKey);
const publicKey = readPublicKey(keys.publicKey);

async function written(): Promise<string> {
  const folder = newFolder();
  await writeBundle(folder, trained, details);
  return folder;
}
/** The field that a bundle is refused for, under the key; undefined when it is not. */
async function refusedFor(folder: string, key = publicKey): Promise<string | undefined> {
  try {
    await (await readRerankerBundle(folder, { publicKey: key })).model.release();
    return undefined;
  } catch (error) {
    return (error as BundleError).violations[0]!.field;
  }
}

describe('a signed bundle', () => {
  it('is read by who has the public key, and keeps digest and graph', async () => {
    const folder = await written();
    const before = readFileSync(join(folder, 'model.onnx'));
    const { digest } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { digest: string };
    expect(await signBundle(folder, privateKey)).toBe(digest);
    expect(await refusedFor(folder)).toBeUndefined();
    expect(readFileSync(join(folder, 'model.onnx'))).toEqual(before);
  });

  it('is refused when it was not signed, or by another key', async () => {
    const folder = await written();
    expect(await refusedFor(folder)).toBe('signature');
    await signBundle(folder, privateKey);
    expect(await refusedFor(folder, readPublicKey(newSigningKeys().publicKey))).toBe('signature');
  });

  it('is refused when it was altered afterwards, whether its digest was made anew or not', async () => {
    const [anew, kept] = [await written(), await written()];
    for (const folder of [anew, kept]) await signBundle(folder, privateKey);
    changeManifest(anew, (manifest) => ({ ...manifest, version: '9.9.9' }));
    changeManifest(kept, (manifest) => ({ ...manifest, version: '9.9.9' }), 'kept');
    expect(await refusedFor(anew)).toBe('signature');
    expect(await refusedFor(kept)).toBe('digest');
  });

  it('is read as ever where no key is configured', async () => {
    const { model } = await readRerankerBundle(await written());
    await model.release();
  });
});

describe('a signature', () => {
  const digest = `sha256:${'ab'.repeat(32)}`;

  it('is good for its own digest and key and no other, and is the same each time', () => {
    const signature = signatureOf(digest, privateKey);
    expect(signatureOf(digest, privateKey)).toBe(signature);
    expect(signatureViolation({ digest, signature }, publicKey)).toBeUndefined();
    expect(signatureViolation({ digest: `${digest.slice(0, -1)}c`, signature }, publicKey)).toMatchObject({
      field: 'signature',
    });
  });

  it('may be any text without anything but a refusal coming of it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String().map((text) => `ed25519:${text}`),
        ),
        (signature) => {
          expect(signatureViolation({ digest, signature }, publicKey)?.field).toBe('signature');
        },
      ),
    );
  });
});

describe('keys', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });

  it.each([
    ['nothing', '', 'got something else'],
    ['a private key', keys.privateKey, 'got something else'],
    ['an RSA key', rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string, 'got one of type rsa'],
  ])('a public one is not %s', (_, pem, got) => {
    expect(() => readPublicKey(pem)).toThrow(`expected an Ed25519 public key in PEM, ${got}`);
  });

  it('a private one is not a public one', () => {
    expect(() => readPrivateKey(keys.publicKey)).toThrow('expected an Ed25519 private key in PEM, got something else');
  });
});
