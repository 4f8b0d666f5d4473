import { readFileSync } from 'node:fs';
import { featureFingerprint, type FeatureEntry } from '@tiebreak/features';
import { bundleDigest, sha256 } from '@tiebreak/onnx-model';
import { freshPage, GENERATED_PAGES, pathOf } from './generated-sections';

describe('the reference', () => {
  it.each(GENERATED_PAGES)('%s says what the code says; tools/docs/write-reference.ts makes it anew', async (page) => {
    expect(readFileSync(pathOf(page), 'utf8')).toBe(await freshPage(page));
  });
});

describe('the known answer in docs/reference/bundle-format.md', () => {
  const page = readFileSync(pathOf('docs/reference/bundle-format.md'), 'utf8');
  const manifest = JSON.parse(/```json known-answer\n([^]*?)```/.exec(page)![1]!) as { features: FeatureEntry[] };
  const model = Buffer.from('not a real graph\n');

  it('has the digest that this code computes', () => {
    expect(page).toContain(`digest | \`${bundleDigest(model, manifest)}\``);
  });

  it('has the fingerprint that this code computes, and carries it', () => {
    const fingerprint = featureFingerprint(manifest.features);
    expect(page).toContain(`featureFingerprint | \`${fingerprint}\``);
    expect(manifest).toMatchObject({ featureFingerprint: fingerprint });
  });

  it('has the hash of the model file', () => {
    expect(page).toContain(sha256(model).toString('hex'));
  });
});
