import { bundleDigest } from './index';

const model = Buffer.from('model');
const manifest = { z: { ö: false, ä: 1 }, b: [1.0, 2.5, 1e21, 'é\n'], a: null };
const known = 'sha256:e9057c8c693da18ad327ba353473c5d63c670be18f7fe35a7407b56dde75b646';

describe('the digest of a bundle', () => {
  it('is sha256(sha256(model) || sha256(canonical manifest))', () => {
    // Computed by python3 hashlib from the bytes "model" and {"a":null,"b":[1,2.5,1e+21,"é\n"],"z":{"ä":1,"ö":false}}.
    expect(bundleDigest(model, manifest)).toBe(known);
  });

  it('leaves out the digest and the signature, and the order of keys', () => {
    const { a, b } = manifest;
    expect(bundleDigest(model, { digest: 'sha256:0', b, signature: 'signed', z: { ä: 1, ö: false }, a })).toBe(known);
  });

  it('changes with every byte of the model and every value of the manifest, deep ones too', () => {
    const digests = [
      known,
      bundleDigest(Buffer.from('modem'), manifest),
      bundleDigest(model, { ...manifest, a: 0 }),
      bundleDigest(model, { ...manifest, z: { ö: false, ä: 1.0000000000000002 } }),
      bundleDigest(model, { ...manifest, b: manifest.b.toReversed() }),
      bundleDigest(model, { ...manifest, c: 1 }),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});
