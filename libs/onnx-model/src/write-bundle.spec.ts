import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nBestList } from '@tiebreak/arbitraries';
import { calibrate } from '@tiebreak/calibration';
import { logOddsOf } from '@tiebreak/log-linear';
import { rerank } from '@tiebreak/scoring';
import fc from 'fast-check';
import { details, model as weighted, temporaryFolders, trained } from '../test/bundles';
import { type BundleDetails, readBundleFiles, readRerankerBundle, writeBundle } from './index';

const newFolder = temporaryFolders();

const bytesOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
async function written(changes: Partial<typeof trained> = {}, of: BundleDetails = details): Promise<string> {
  const folder = newFolder();
  await writeBundle(folder, { ...trained, ...changes }, of);
  return folder;
}

describe('a written bundle', () => {
  it('is read back: manifest, version and schema', async () => {
    const folder = join(newFolder(), 'not', 'there', 'yet');
    const manifest = await writeBundle(folder, trained, details);
    const bundle = await readRerankerBundle(folder, { domain: 'Music' });
    expect(bundle.folder).toBe(folder);
    expect(JSON.parse(JSON.stringify(bundle.manifest))).toEqual(manifest);
    expect(bundle.model.version).toEqual({
      domain: 'Music',
      version: '1.2.3',
      digest: manifest.digest,
      featureFingerprint: trained.schema.fingerprint,
    });
    expect(bundle.model.schema.columns).toEqual(trained.schema.columns);
    await bundle.model.release();
  });

  it('scores any list as the trained model and its calibrator do', async () => {
    const { model } = await readRerankerBundle(await written());
    await fc.assert(
      fc.asyncProperty(nBestList(), async (list) => {
        const logOdds = logOddsOf(weighted, trained.schema.extract(list));
        for (const { hypothesis, score } of await rerank(model, { ...list, explain: false })) {
          const expected = calibrate(trained.calibrator, logOdds[list.hypotheses.indexOf(hypothesis)]!);
          expect(Math.abs(score - expected)).toBeLessThan(1e-6);
        }
      }),
    );
    await model.release();
  });

  it('is explained by runs of its graph: shares and bias sum to the log-odds, to float32', async () => {
    const { model } = await readRerankerBundle(await written());
    await fc.assert(
      fc.asyncProperty(nBestList(), async (list) => {
        const logOdds = logOddsOf(weighted, trained.schema.extract(list));
        for (const { hypothesis, contributions } of await rerank(model, { ...list, explain: true })) {
          const sum = contributions.reduce((total, share) => total + share.logOdds, 0);
          expect(Math.abs(sum - logOdds[list.hypotheses.indexOf(hypothesis)]!)).toBeLessThan(1e-4);
        }
      }),
      { numRuns: 20 },
    );
    await model.release();
  });

  it('has two files, whose bytes the same training and details repeat', async () => {
    const once = bytesOf(await written());
    expect(Object.keys(once).sort()).toEqual(['manifest.json', 'model.onnx']);
    expect(bytesOf(await written())).toEqual(once);
  });

  it('has other bytes for another weight, calibrator, version or date', async () => {
    const folders = await Promise.all([
      written(),
      written({ parts: [{ weight: 1, part: { kind: 'log-linear', model: { ...weighted, bias: 2 } } }] }),
      written({ calibrator: { kind: 'temperature', temperature: 2 } }),
      written({}, { ...details, version: '1.2.4' }),
      written({}, { ...details, createdAt: 1_700_000_000 }),
    ]);
    const manifests = folders.map((folder) => bytesOf(folder)['manifest.json']);
    expect(new Set(manifests).size).toBe(folders.length);
    expect(new Set(folders.map((folder) => bytesOf(folder)['model.onnx'])).size).toBe(3);
  });

  it('carries a date and an upstream version only when they are given', async () => {
    const { manifest } = await readBundleFiles(await written(), 'reranker');
    expect(manifest).not.toHaveProperty('createdAt');
    expect(manifest).not.toHaveProperty('upstreamVersion');
    const dated = await written({}, { ...details, createdAt: 1_700_000_000, upstreamVersion: 'nlu@4' });
    expect((await readBundleFiles(dated, 'reranker')).manifest).toMatchObject({
      createdAt: '2023-11-14T22:13:20.000Z',
      upstreamVersion: 'nlu@4',
    });
  });
});
