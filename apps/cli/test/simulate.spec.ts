import { readFileSync } from 'node:fs';
import { seededRandom } from '@tiebreak/statistics';
import { tiebreak, Workspace } from './tiebreak';

const workspace = new Workspace();

afterAll(() => {
  workspace.remove();
});

/** Short queries that `lexical` finds, long ones that `semantic` finds further down. */
function table(): object[] {
  const random = seededRandom(2);
  return Array.from({ length: 200 }, (_, i) => {
    const short = i % 2 === 0;
    const rank = (probability: number, deepest: number): number =>
      random.uniform() < probability ? 1 + random.integer(deepest) : 0;
    return {
      ...{ id: `q${i}`, kind: short ? 'short' : 'long', features: { short: short ? 1 : 0 } },
      ranks: { lexical: rank(short ? 0.95 : 0.1, 5), semantic: rank(short ? 0.1 : 0.9, 40) },
      latencies: { lexical: 1, semantic: 5 },
    };
  });
}

const simulate = (...flags: string[]) =>
  tiebreak([
    ...['simulate', '--queries', workspace.writeLines('table.jsonl', table()), '--rounds', '600', '--seeds', '2'],
    ...['--price', '0.004', ...flags],
  ]);

interface Said {
  readonly policies: readonly {
    readonly name: string;
    readonly above: { readonly interval: readonly [number, number] };
    readonly coverage: readonly { readonly kind: string; readonly aboveStatic: { readonly value: number } }[];
  }[];
  readonly recovery: { readonly strategy: string; readonly share: number };
}

describe('tiebreak simulate', () => {
  it('says what policies find beside static depths and beside each other, the same every time', async () => {
    const flags = ['--policies', 'thompson,all-100', '--break', 'semantic', '--json'];
    const [first, again] = [await simulate(...flags), await simulate(...flags)];
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(again.stdout).toBe(first.stdout);
    const { policies, recovery } = JSON.parse(first.stdout) as Said;
    expect(policies.map(({ name }) => name)).toEqual(['thompson', 'all-100']);
    expect(policies[0]!.coverage.map(({ kind }) => kind)).toEqual(['all', 'short', 'long']);
    expect(policies[0]!.coverage[0]!.aboveStatic.value).toBeGreaterThan(0);
    expect(policies[1]!.above.interval[0]).toBeGreaterThan(0.3);
    expect(recovery.strategy).toBe('semantic');
    expect(recovery.share).toBeGreaterThan(0.9);
  });

  it('says it in words too, and writes a page that asks nobody anything', async () => {
    const page = workspace.path('simulation.html');
    const { code, stdout, stderr } = await simulate('--policies', 'thompson', '--report', page);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^2 runs of 600 rounds over \d+ queries, at a price of 0.004 a candidate/m);
    expect(stderr).toMatch(/^all +\d+\.\d +0\.\d{4} +0\.\d{4} +-?0\.\d{4} /m);
    const source = readFileSync(page, 'utf8');
    expect(source).not.toMatch(/<script|<link rel="stylesheet"|@import|url\(|src=|https?:\/\/(?!www\.w3\.org)/);
    expect(source.match(/<svg[^>]*role="img"/g)).toHaveLength(5);
  });
});
