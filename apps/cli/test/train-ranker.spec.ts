import { gzipSync } from 'node:zlib';
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
  }, 120_000);

  it('says it in words too', async () => {
    const { code, stdout, stderr } = await trainRanker('--seed', '2');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(
      /^chosen by cross-validation: \d+ trees of \d+ leaves, learning rate 0\.\d+, least hessian /m,
    );
    expect(stderr).toMatch(/^test +[01]\.\d{4} /m);
  }, 120_000);
});
