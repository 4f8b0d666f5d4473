import { seededRandom } from '@tiebreak/statistics';
import { madeUpQueries } from '../test/queries';
import { judgeRanker, splitForGate } from './judge-ranker';
import { modelOf, type RankingModel } from './ranking-model';

const NAMES = ['a', 'b', 'c'];
const gate = { queries: madeUpQueries(60, 1), featureNames: NAMES };
const linear = (names: string[], ...weights: number[]): RankingModel =>
  modelOf(
    { kind: 'linear', model: { weights: Float64Array.from(weights), missing: new Float64Array(weights.length) } },
    names,
    'films@1.0.0',
  );
/** The first two features are what grades follow, the third is noise. */
const good = linear(NAMES, 4, 1, 0);
const bad = linear(NAMES, 1, 0, 3);

describe('the gate of a ranker', () => {
  it('refuses one that is clearly worse, and says by how much', async () => {
    const { passed, reasons, interval, incumbent, candidate, queries } = await judgeRanker(good, bad, gate, 1);
    expect(passed).toBe(false);
    expect(reasons).toEqual([
      expect.stringMatching(/^clearly worse: NDCG@10 0\.\d{4} against 0\.\d{4}, difference in \[-/),
    ]);
    expect(interval[1]).toBeLessThan(0);
    expect(incumbent - candidate).toBeGreaterThan(0.05);
    expect(queries).toBe(60);
  });

  it('passes one that is better, one that is the same, and any first one that beats the order given', async () => {
    const [better, same, first] = [
      await judgeRanker(bad, good, gate, 1),
      await judgeRanker(good, good, gate, 1),
      await judgeRanker(undefined, good, gate, 1),
    ];
    expect([better.passed, same.passed, first.passed]).toEqual([true, true, true]);
    expect(better.interval[0]).toBeGreaterThan(0);
    expect(same.interval).toEqual([0, 0]);
    expect(first.candidate).toBe(same.candidate);
  });

  it('gives each ranker the features that it names, whatever their order', async () => {
    const turned = linear(['c', 'unknown', 'b', 'a'], 0, 7, 1, 4);
    expect((await judgeRanker(good, turned, gate, 1)).interval).toEqual([0, 0]);
  });

  it('refuses to judge by a few queries', async () => {
    const few = { queries: madeUpQueries(5, 1), featureNames: NAMES };
    expect(await judgeRanker(bad, good, few, 1)).toMatchObject({
      passed: false,
      reasons: ['expected at least 20 held-out queries with a relevant candidate, got 5; wait for more'],
    });
  });

  it('counts a query by its weight', async () => {
    const weights = gate.queries.grades.map((_, row) => (row < 12 ? 1 : 0));
    const { candidate } = await judgeRanker(good, bad, { ...gate, queries: { ...gate.queries, weights } }, 1);
    const alone = madeUpQueries(60, 1);
    const first = {
      ...alone,
      features: alone.features.subarray(0, 36),
      grades: alone.grades.subarray(0, 12),
      offsets: Int32Array.of(0, 12),
    };
    expect(candidate).toBeCloseTo((await judgeRanker(good, bad, { ...gate, queries: first }, 1)).candidate, 12);
  });
});

it('a query is left to the gate by its id alone, one in five', () => {
  const ids = Array.from({ length: 2_000 }, (_, i) => `query ${i}`);
  const { learned, gate: left } = splitForGate(ids);
  expect(left.length / ids.length).toBeCloseTo(0.2, 1);
  const shuffled = seededRandom(1).shuffle(ids);
  const again = splitForGate(shuffled).gate.map((query) => shuffled[query]);
  expect(new Set(again)).toEqual(new Set(left.map((query) => ids[query])));
  expect(learned.length + left.length).toBe(ids.length);
});
