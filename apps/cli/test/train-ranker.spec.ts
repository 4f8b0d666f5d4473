import { gzipSync } from 'node:zlib';
import { readRankerBundle } from '@tiebreak/ranker-model';
import { seededRandom } from '@tiebreak/statistics';
import { tiebreak, Workspace } from './tiebreak';

const QUERIES = 12;
const CANDIDATES = 8;
const workspace = new Workspace();

afterAll(() => {
  workspace.remove();
});

/** Candidates whose grade follows feature 2; feature 1 is noise, and stands in half of the lines. */
function libsvm(seed: number): string {
  const random = seededRandom(seed);
  return Array.from({ length: QUERIES * CANDIDATES }, () => {
    const good = random.uniform();
    const noise = random.uniform() < 0.5 ? ` 1:${random.uniform()}` : '';
    return `${Math.floor(3 * good)}${noise} 2:${good}\n`;
  }).join('');
}

function trainRanker(...flags: string[]) {
  const sizes = `${CANDIDATES}\n`.repeat(QUERIES);
  return tiebreak([
    ...['train-ranker', '--format', 'libsvm'],
    ...['--train', workspace.write('train.gz', gzipSync(libsvm(1)))],
    ...['--train-query', workspace.write('train.query', sizes)],
    ...['--test', workspace.write('test', libsvm(2)), '--test-query', workspace.write('test.query', sizes)],
    ...flags,
  ]);
}

describe('tiebreak train-ranker', () => {
  it('learns what the grades follow, and measures it on other queries, the same every time', async () => {
    const [first, again] = [await trainRanker('--json'), await trainRanker('--json')];
    expect([first.code, first.stderr]).toEqual([0, '']);
    const said = JSON.parse(first.stdout) as { ndcg: Record<string, number>; seconds: number };
    expect(Object.keys(said.ndcg)).toEqual(['1', '3', '5', '10']);
    for (const value of Object.values(said.ndcg)) expect(value).toBeGreaterThan(0.9);
    expect(said.seconds).toBeGreaterThan(0);
    expect({ ...JSON.parse(again.stdout), seconds: 0 }).toEqual({ ...said, seconds: 0 });
  });

  it('says it in words too', async () => {
    const { code, stdout, stderr } = await trainRanker('--seed', '2');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(
      /^chosen by cross-validation: leaves \d+, learningRate 0\.\d+, leastHessian 0\.\d+, trees \d+; /m,
    );
    expect(stderr).toMatch(/^test +[01]\.\d{4} /m);
  });

  it('writes a bundle that scores, of either kind, and is the same bytes every time', async () => {
    const digests: string[] = [];
    for (const out of [workspace.path('ranker'), workspace.path('again')]) {
      const { code, stdout } = await trainRanker(
        ...['--kind', 'linear', '--out', out, '--domain', 'Video', '--bundle-version', '1.2.0', '--json'],
      );
      expect(code).toBe(0);
      const { ndcg, out: said } = JSON.parse(stdout) as { ndcg: Record<string, number>; out: string };
      expect(ndcg['10']).toBeGreaterThan(0.9);
      const { manifest, model } = await readRankerBundle(said, { domain: 'Video' });
      const [low, high] = await model.score(Float32Array.of(0.5, 0.1, 0.5, 0.9), 2);
      expect(high).toBeGreaterThan(low!);
      expect([model.version, manifest.features.map(({ name }) => name)]).toEqual(['ranker@1.2.0', ['f1', 'f2']]);
      await model.release();
      digests.push(manifest.digest);
    }
    expect(digests[1]).toBe(digests[0]);
  });
});
