import { tiebreak } from './tiebreak';

interface Printed {
  readonly rounds: number;
  readonly subjects: readonly Readonly<Record<string, number | string>>[];
  readonly inProcess: Readonly<Record<string, number>>;
  readonly ratios: readonly { readonly name: string; readonly ratio: number; readonly target?: number }[];
  readonly memory: Readonly<Record<string, number>>;
  readonly met: boolean;
}

describe('tiebreak bench serve', () => {
  it('measures services, aggregators and floors as processes, fails no call, and gives every figure', async () => {
    const { code, stdout, stderr } = await tiebreak(['bench', 'serve', '--quick', '--models', 'apps', '--json'], {
      // Settings of whoever runs it are not those that are measured.
      TIEBREAK_MUSIC_MODEL: '/nowhere',
      TIEBREAK_DOMAIN_DEADLINE_MS: '1',
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Printed;
    const names = ['echo', 'music', 'music, blend', 'relay', 'aggregator', 'aggregator, blend'];
    expect(report.subjects.map(({ name }) => name)).toEqual(names);
    for (const { name, failed, latenessMs, ...figures } of report.subjects) {
      expect([name, failed]).toEqual([name, 0]);
      expect(latenessMs).toBeGreaterThanOrEqual(0);
      expect(Object.keys(figures).sort()).toEqual(
        'capacity cpuUs ownCpuUs p50Ms p99Ms replyBytes requestBytes'.split(' '),
      );
      for (const value of Object.values(figures)) expect(value).toBeGreaterThan(0);
    }
    const cpu = (name: string) => report.subjects.find((subject) => subject.name === name)!;
    expect(cpu('music').ownCpuUs).toBe(cpu('music').cpuUs);
    expect(cpu('aggregator').ownCpuUs).toBeLessThan(Number(cpu('aggregator').cpuUs));

    expect(report.ratios).toHaveLength(9);
    for (const { ratio } of report.ratios) expect(ratio).toBeGreaterThan(0);
    const limited = report.ratios.filter(({ target }) => target !== undefined);
    expect(limited.map(({ target }) => target)).toEqual([2, 1.5, 1.5, 2, 3]);
    expect(report.met).toBe(limited.every(({ ratio, target }) => ratio <= target!));
    expect(report.rounds).toBe(2);
    expect(Object.keys(report.inProcess)).toEqual(['resolveUs', 'bareUs']);
    for (const value of [...Object.values(report.inProcess), ...Object.values(report.memory)])
      expect(value).toBeGreaterThan(0);
  }, 300_000);

  it('refuses a folder without bundles of all three domains', async () => {
    const { code, stderr } = await tiebreak(['bench', 'serve', '--models', 'apps/music']);
    expect(code).toBe(1);
    expect(stderr).toContain('apps/music: expected bundles of Books, Video too, got none');
  });
});
