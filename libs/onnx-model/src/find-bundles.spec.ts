import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '../test/bundles';
import { findBundles } from './index';

const newFolder = temporaryFolders();

/** Folders at the given paths, each with the text of its manifest.json; the manifest is all that the search reads. */
function tree(manifests: Readonly<Record<string, unknown>>): string {
  const root = newFolder();
  for (const [path, manifest] of Object.entries(manifests)) {
    mkdirSync(join(root, path), { recursive: true });
    writeFileSync(
      join(root, path, 'manifest.json'),
      typeof manifest === 'string' ? manifest : JSON.stringify(manifest),
    );
  }
  return root;
}
const bundle = (domain: string, role = 'reranker') => ({ role, domain });
const found = async (root: string) => (await findBundles(root, 'reranker')).map(({ domain }) => domain);

describe('the search for bundles', () => {
  it('finds them by their role, sorted by domain, with their folders', async () => {
    const root = tree({
      'z/model': bundle('Books'),
      'a/model': bundle('Video'),
      m: bundle('Music'),
      ranker: bundle('Music', 'ranker'),
    });
    expect(await findBundles(root, 'reranker')).toEqual([
      { role: 'reranker', domain: 'Books', folder: join(root, 'z/model') },
      { role: 'reranker', domain: 'Music', folder: join(root, 'm') },
      { role: 'reranker', domain: 'Video', folder: join(root, 'a/model') },
    ]);
  });

  it('finds those of several roles, role by role, of which each may have one for a domain', async () => {
    const root = tree({
      a: bundle('Music'),
      b: bundle('Music', 'nlu'),
      c: bundle('Books'),
      d: bundle('Music', 'ranker'),
    });
    expect((await findBundles(root, 'nlu', 'reranker')).map(({ role, domain }) => [role, domain])).toEqual([
      ['nlu', 'Music'],
      ['reranker', 'Books'],
      ['reranker', 'Music'],
    ]);
  });

  it('finds the bundle that the folder itself is', async () => {
    expect(await found(tree({ '.': bundle('Music') }))).toEqual(['Music']);
  });

  it('goes three levels deep and no deeper', async () => {
    expect(await found(tree({ 'a/b/c': bundle('Three'), 'a/b/c/d': bundle('Four') }))).toEqual(['Three']);
  });

  it('leaves out node_modules and dist at every level', async () => {
    const root = tree({
      'node_modules/x': bundle('Books'),
      'app/dist': bundle('Music'),
      'app/node_modules': bundle('Video'),
      'app/model': bundle('Music'),
    });
    expect(await found(root)).toEqual(['Music']);
  });

  it("passes over other tools' manifests", async () => {
    const root = tree({ a: '{broken', b: '[]', c: 'null', d: '{"name": "web app"}', e: bundle('Music') });
    expect(await found(root)).toEqual(['Music']);
  });

  it('refuses two bundles of one domain, naming both', async () => {
    const root = tree({ one: bundle('Music'), books: bundle('Books'), 'two/model': bundle('Music') });
    const search = findBundles(root, 'reranker');
    await expect(search).rejects.toThrow(`${root}: expected one bundle for domain "Music", got `);
    await expect(search).rejects.toThrow(join(root, 'one'));
    await expect(search).rejects.toThrow(join(root, 'two/model'));
  });

  it('refuses a folder without any, naming the folder and the role', async () => {
    const root = tree({ a: bundle('Music', 'ranker') });
    await expect(findBundles(root, 'reranker')).rejects.toThrow(
      `${root}: expected folders with a manifest.json of role "reranker", got none`,
    );
    await expect(findBundles(root, 'reranker', 'nlu')).rejects.toThrow('of role "reranker" or "nlu", got none');
  });

  it('refuses a folder that is not there', async () => {
    await expect(findBundles(join(newFolder(), 'nowhere'), 'reranker')).rejects.toThrow(/ENOENT.*nowhere/);
  });
});
