import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BundleError } from '@tiebreak/onnx-model/bundle-files';
import { type TaggedUtterance, trainNlu } from '@tiebreak/reference-nlu';
import { readNluBundle, readNluBundles, signNluBundle, writeNluBundle } from './index';

const LINES: readonly TaggedUtterance[] = ['bach', 'bach', 'ella', 'ella'].flatMap((artist) => [
  { utterance: `play ${artist}`, domain: 'Music', intent: 'Play', slots: [{ name: 'artist', start: 5, end: 9 }] },
  { utterance: `stop ${artist}`, domain: 'Music', intent: 'Stop', slots: [] },
  { utterance: 'will it rain', domain: 'Other', intent: 'Weather', slots: [] },
]);
const DETAILS = {
  version: '1.2.0',
  data: { train: { file: 'lines.jsonl', sha256: '0'.repeat(64), lines: LINES.length } },
  training: { lines: LINES.length },
};

describe('a bundle of an NLU', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiebreak-nlu-bundle-'));
  const { model } = trainNlu('Music', LINES, { seed: 7 });
  const at = (name: string): string => join(folder, name);
  const edited = (name: string, edit: (manifest: Record<string, unknown>) => void): string => {
    const file = join(at(name), 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    edit(manifest);
    writeFileSync(file, JSON.stringify(manifest));
    return at(name);
  };
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is the same bytes for the same model and details', async () => {
    for (const name of ['one', 'two']) await writeNluBundle(at(name), model, DETAILS);
    for (const file of ['manifest.json', 'weights.bin'])
      expect(readFileSync(join(at('one'), file)).equals(readFileSync(join(at('two'), file)))).toBe(true);
  });

  it('comes back as the model that was written', async () => {
    await writeNluBundle(at('back'), model, DETAILS);
    const { manifest, nlu } = await readNluBundle(at('back'));
    expect(nlu.model).toEqual(model);
    expect(manifest).toMatchObject({ role: 'nlu', domain: 'Music', version: '1.2.0', seed: 7, data: DETAILS.data });
  });

  it('carries the date of reproducible builds, and none without one', async () => {
    expect(await writeNluBundle(at('dated'), model, { ...DETAILS, createdAt: 0 })).toMatchObject({
      createdAt: '1970-01-01T00:00:00.000Z',
    });
    expect(readFileSync(join(at('one'), 'manifest.json'), 'utf8')).not.toContain('createdAt');
  });

  it.each([
    ['another seed', { seed: 8 }, /digest: expected sha256:.*that of its files, got/],
    ['another role', { role: 'ranker' }, /role: expected .*nlu, got ranker/],
    ['another kind', { kind: 'lstm' }, /kind: expected .*"maxent-crf-1", which this build knows; retrain, got lstm/],
    ['no intents', { intents: [] }, /intents/],
    ['an intent twice', { intents: ['Play', 'Play'] }, /intents/],
  ])('is refused with %s', async (_, change, message) => {
    await writeNluBundle(at('wrong'), model, DETAILS);
    const read = readNluBundle(edited('wrong', (manifest) => Object.assign(manifest, change)));
    await expect(read).rejects.toThrow(BundleError);
    await expect(read).rejects.toThrow(message);
  });

  it('is refused with weights that are cut off, with another name, or not there', async () => {
    await writeNluBundle(at('cut'), model, DETAILS);
    const file = join(at('cut'), 'weights.bin');
    writeFileSync(file, readFileSync(file).subarray(0, -4));
    await expect(readNluBundle(at('cut'))).rejects.toThrow(/digest/);
    rmSync(file);
    await expect(readNluBundle(at('cut'))).rejects.toThrow(/weights.bin: expected a readable file, got ENOENT/);
  });

  it('is refused when its weights do not fit its names, though its digest does', async () => {
    const { slots: _, ...rest } = model;
    await writeNluBundle(at('misfit'), { ...rest, slots: [] }, DETAILS);
    await expect(readNluBundle(at('misfit'))).rejects.toThrow(/weights\.bin: expected .*, got /);
  });

  it('keeps its digest when it is signed, and then only the key that signed it is content', async () => {
    const [ours, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
    const { digest } = await writeNluBundle(at('signed'), model, DETAILS);
    const read = () => readNluBundle(at('signed'), { publicKey: ours.publicKey });
    await expect(read()).rejects.toThrow(/signature: expected .*`tiebreak sign` writes it, got none/);
    expect(await signNluBundle(at('signed'), other.privateKey)).toBe(digest);
    await expect(read()).rejects.toThrow(/signature: expected .*, got "ed25519:/);
    expect(await signNluBundle(at('signed'), ours.privateKey)).toBe(digest);
    expect((await read()).manifest.digest).toBe(digest);
    await expect(readNluBundles(at('signed'), { publicKey: other.publicKey })).rejects.toThrow(/signature: expected/);
    await expect(
      signNluBundle(
        edited('signed', (manifest) => (manifest.seed = 8)),
        ours.privateKey,
      ),
    ).rejects.toThrow(/digest: expected sha256:/);
  });

  it('is found below a folder, one a domain', async () => {
    const root = mkdtempSync(join(tmpdir(), 'tiebreak-nlu-root-'));
    await writeNluBundle(join(root, 'a/music'), model, DETAILS);
    await writeNluBundle(join(root, 'books'), { ...model, domain: 'Books' }, DETAILS);
    expect((await readNluBundles(root)).map(({ manifest }) => manifest.domain)).toEqual(['Books', 'Music']);
    await writeNluBundle(join(root, 'b'), model, DETAILS);
    await expect(readNluBundles(root)).rejects.toThrow(/one bundle for domain "Music"/);
    rmSync(root, { recursive: true });
  });
});
