import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeManifest, details, temporaryFolders, trained } from '../test/bundles';
import { amendManifest, readBundleFiles, writeBundle } from './index';

const newFolder = temporaryFolders();

async function written(): Promise<string> {
  const folder = newFolder();
  await writeBundle(folder, trained, details);
  return folder;
}
const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, unknown>;

describe('amending a manifest', () => {
  it('adds the field, keeps the others, and leaves a bundle whose digest fits and differs', async () => {
    const folder = await written();
    const { digest: before, ...rest } = manifestOf(folder);
    const digest = await amendManifest(folder, { gate: { passed: true } });
    expect(manifestOf(folder)).toEqual({ ...rest, gate: { passed: true }, digest });
    expect(digest).not.toBe(before);
    expect((await readBundleFiles(folder, 'reranker')).manifest.gate).toEqual({ passed: true });
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', 'model.onnx']);
  });

  it('replaces what it added before, so that amending twice is amending once', async () => {
    const [once, twice] = [await written(), await written()];
    await amendManifest(twice, { gate: { passed: false, rules: [1, 2] } });
    expect(await amendManifest(twice, { gate: { passed: true } })).toBe(
      await amendManifest(once, { gate: { passed: true } }),
    );
    expect(readFileSync(join(twice, 'manifest.json'))).toEqual(readFileSync(join(once, 'manifest.json')));
  });

  it('drops a signature, which was for another digest', async () => {
    const folder = await written();
    changeManifest(folder, (manifest) => ({ ...manifest, signature: 'signed' }));
    await amendManifest(folder, { gate: {} });
    expect(manifestOf(folder)).not.toHaveProperty('signature');
  });

  it('writes null for what was not measured', async () => {
    const folder = await written();
    await amendManifest(folder, { gate: { measured: NaN } });
    expect((await readBundleFiles(folder, 'reranker')).manifest.gate).toEqual({ measured: null });
  });

  it('refuses a bundle whose digest does not fit, and leaves it as it was', async () => {
    const folder = await written();
    changeManifest(folder, (manifest) => ({ ...manifest, seed: 8 }), 'kept');
    const before = readFileSync(join(folder, 'manifest.json'));
    await expect(amendManifest(folder, { gate: {} })).rejects.toThrow('digest: expected sha256:');
    expect(readFileSync(join(folder, 'manifest.json'))).toEqual(before);
  });
});
