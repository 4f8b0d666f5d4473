import { readRankerBundle } from '@tiebreak/ranker-model';
import { join } from 'node:path';
import { firstResults, indexFilms, placesIn, searchAndClick, serving } from './searching-users';
import { tiebreak, Workspace } from './tiebreak';

const workspace = new Workspace();
const { rankers, feedback } = placesIn(workspace.folder);
const SERVED = join(rankers, 'Video');

afterAll(() => {
  workspace.remove();
});

const train = (...flags: string[]) =>
  tiebreak(['train-ranker', '--feedback', feedback, '--domain', 'Video', '--kind', 'linear', ...flags]);

/** What the program says as JSON. */
interface Said {
  readonly version: string;
  readonly verdict: { readonly passed: boolean; readonly incumbent: number; readonly candidate: number };
  readonly searches: number;
  readonly swaps: number;
  readonly otherSchema: number;
  readonly propensities: { readonly examination: number[] };
}

describe('tiebreak train-ranker --feedback', () => {
  it('refuses to learn from too little, says how much there is and is needed, and writes nothing', async () => {
    await indexFilms(workspace.folder);
    await serving(workspace.folder, (engine) => searchAndClick(engine, 30));
    const { code, stdout, stderr } = await train('--out', SERVED);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /feedback on Video: expected at least 100 searches with an action to learn from and 20 of other queries to judge on, got \d+ and \d+, in 30 searches; wait for more/,
    );
    expect(workspace.listing()).not.toContain('rankers');
  });

  it('learns what users of the service want wherever it stood, and the service then answers by it', async () => {
    const before = await serving(workspace.folder, async (engine) => {
      await searchAndClick(engine, 600);
      return firstResults(engine);
    });
    expect(before.rankerVersion).toBe('prior@1');

    const { code, stdout, stderr } = await train('--out', SERVED, '--json');
    expect([code, stderr]).toEqual([0, '']);
    const said = JSON.parse(stdout) as Said;
    expect(said).toMatchObject({ version: 'ranker@0.1.0', otherSchema: 0, verdict: { passed: true } });
    expect(said.swaps / said.searches).toBeCloseTo(0.5, 1);
    expect(said.verdict.candidate).toBeGreaterThan(said.verdict.incumbent);
    expect(said.propensities.examination[1]).toBeLessThan(0.8);

    const after = await serving(workspace.folder, firstResults);
    expect(after.rankerVersion).toBe('ranker@0.1.0');
    expect(after.popularity).toBeLessThan(before.popularity);
  });

  it('gives the same bundle again, and beside an incumbent the next version', async () => {
    const [first, again] = [workspace.path('first'), workspace.path('again')];
    for (const out of [first, again]) expect((await train('--out', out)).code).toBe(0);
    const digests = await Promise.all([first, again].map(async (out) => (await readRankerBundle(out)).manifest.digest));
    expect(digests[1]).toBe(digests[0]);
    const { stderr } = await train('--incumbent', SERVED);
    expect(stderr).toContain('ranker@0.2.0 may replace ranker@0.1.0: not clearly worse: NDCG@10 ');
  });
});
