import { gzipSync } from 'node:zlib';
import { seededRandom } from '@tiebreak/statistics';
import { tiebreak, Workspace } from './tiebreak';

const ITEMS = 4;
const workspace = new Workspace();

afterAll(() => {
  workspace.remove();
});

/** A log of a policy that shows item 0 mostly, while item 3 is clicked most. @param even every item alike instead */
function log(rows: number, even: boolean): Buffer {
  const random = seededRandom(6);
  const header = 'timestamp,item_id,position,click,propensity_score,of_no_interest';
  const lines = Array.from({ length: rows }, (_, i) => {
    const first = even ? 1 / ITEMS : 0.7;
    const item = random.uniform() < first ? 0 : 1 + random.integer(ITEMS - 1);
    const click = random.uniform() < 0.1 + 0.2 * item ? 1 : 0;
    return `${i},${item},1,${click},${item === 0 ? first : (1 - first) / (ITEMS - 1)},x`;
  });
  return gzipSync([header, ...lines, ''].join('\n'));
}

const replay = (name: string, content: Buffer, ...flags: string[]) =>
  tiebreak([
    ...['replay', '--log', workspace.write(name, content), '--format', 'open-bandit', '--policy', 'uniform'],
    ...flags,
  ]);

describe('tiebreak replay', () => {
  it('says by how much the uniform policy is better than one that shows the worst item mostly, the same every time', async () => {
    const [first, again] = [
      await replay('log.csv.gz', log(4_000, false), '--json'),
      await replay('log.csv.gz', log(4_000, false), '--json'),
    ];
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(again.stdout).toBe(first.stdout);
    const said = JSON.parse(first.stdout) as Record<string, number> & { intervals: Record<string, [number, number]> };
    // (.1 + .3 + .5 + .7) / 4, against .7 * .1 + .1 * (.3 + .5 + .7)
    for (const name of ['ips', 'snips', 'dm', 'dr', 'switchDr']) {
      expect(said[name]).toBeCloseTo(0.4, 1);
      expect(said.intervals[name]![0]).toBeLessThan(0.4);
      expect(said.intervals[name]![1]).toBeGreaterThan(0.4);
    }
    expect(said).toMatchObject({ rows: 4_000, verdict: 'better', maxWeight: expect.closeTo(2.5, 9) as number });
    expect(said.intervals.difference![0]).toBeGreaterThan(0.1);
  });

  it('says it in words too', async () => {
    const { code, stdout, stderr } = await replay('even.csv.gz', log(1_000, true));
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^1000 choices of 1000 impressions; the policy that made them earned 0\.\d{5} a choice$/m);
    expect(stderr).toMatch(/^verdict: undecided$/m);
  });

  it('exits with 1 and the reason when the log says too little', async () => {
    const { code, stderr } = await replay('few.csv.gz', log(60, false));
    expect(code).toBe(1);
    expect(stderr).toMatch(/insufficient: expected at least 50 effective choices with a reward, got \d+/);
  });
});
