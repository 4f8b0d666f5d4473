import { tiebreak } from './tiebreak';

interface Printed {
  readonly entities: number;
  readonly rounds: number;
  readonly index: { readonly seconds: number; readonly peakBytes: number };
  readonly subjects: readonly { readonly name: string; readonly p50Ms: number; readonly p99Ms: number }[];
  readonly limits: readonly { readonly name: string; readonly value: number; readonly target: number }[];
  readonly candidates: number;
  readonly sentenceEncoder: { readonly firstMs: number; readonly againMs: number };
  readonly peakBytes: number;
  readonly met: boolean;
}

describe('tiebreak bench search', () => {
  it('measures whole searches and the floors below them, and says what is within its limits', async () => {
    const { code, stdout, stderr } = await tiebreak(['bench', 'search', '--entities', '2000', '--quick', '--json']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Printed;
    expect(report.subjects.map(({ name }) => name)).toEqual([
      ...['FTS5 alone', 'k-NN alone', 'turns of 0.5 ms alone'],
      ...['search, 1 in flight', 'search, 8 in flight', 'search, 32 in flight'],
    ]);
    for (const { p50Ms, p99Ms } of report.subjects) {
      expect(p50Ms).toBeGreaterThan(0);
      expect(p99Ms).toBeGreaterThanOrEqual(p50Ms);
    }
    expect(report.limits.map(({ target }) => target)).toEqual([2, 30, 20, 20, 20]);
    expect(report.met).toBe(report.limits.every(({ value, target }) => value <= target));
    expect([report.entities, report.rounds]).toEqual([2_000, 2]);
    // Five strategies at depth 50 have more than one of them brings, and no more than are ranked.
    expect(report.candidates).toBeGreaterThan(50);
    expect(report.candidates).toBeLessThanOrEqual(150);
    expect(report.sentenceEncoder.againMs).toBeLessThan(report.sentenceEncoder.firstMs);
    expect(report.peakBytes).toBeGreaterThanOrEqual(report.index.peakBytes);
  });
});
