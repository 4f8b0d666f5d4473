import { seededRandom } from '@tiebreak/statistics';
import { EXAMINATION } from '../../test/clicks';
import { madeUpQueries } from '../../test/queries';
import { queryNdcgs } from '../judged-queries';
import { ACTION_GRADES, type LoggedImpression, type ResultAction } from './click-log';
import { EVEN } from './propensities';
import { simulateClicks } from './simulate-clicks';
import { weighClicks } from './weigh-clicks';

const impression = (...actions: ResultAction[]): LoggedImpression => ({
  query: 'q',
  results: actions.map((action, i) => ({ entity: `e${i}`, features: [i, NaN], action })),
});
const HALVING = { examination: Float64Array.of(1, 0.5, 0.25), relevantShare: 0.75 };

describe('clicks as judged queries', () => {
  it('are graded skip < none < click < play < like < favorite', () => {
    const order: ResultAction[] = ['skip', 'none', 'click', 'play', 'like', 'favorite'];
    const { queries } = weighClicks([impression(...order)], EVEN);
    expect([...queries.grades]).toEqual([...queries.grades].sort((a, b) => a - b));
    expect(new Set(queries.grades).size).toBe(6);
    expect([...queries.grades]).toEqual(order.map((action) => ACTION_GRADES[action]));
  });

  it('have grade 0 where nothing was done, unless something else was skipped, so that one click first is a perfect list', () => {
    const { queries } = weighClicks([impression('click', 'none', 'none')], EVEN);
    expect([...queries.grades]).toEqual([1, 0, 0]);
    expect(queryNdcgs(queries, Float64Array.of(3, 2, 1), 10)).toEqual([1]);
    expect([...weighClicks([impression('skip', 'none')], EVEN).queries.grades]).toEqual([0, 0.25]);
  });

  it('weigh one over the examination of their place, at the first place the share that relevance brought', () => {
    const log = [impression('click', 'none', 'none'), impression('none', 'play', 'like'), impression('none', 'none')];
    const { queries, actions, effectiveSampleSize, clipped } = weighClicks(log, HALVING);
    expect([...queries.weights!]).toEqual([0.75, 1, 1, 1, 2, 4]);
    expect([...queries.offsets]).toEqual([0, 3, 6]);
    expect([...queries.features.slice(0, 4)]).toEqual([0, NaN, 1, NaN]);
    expect([actions, clipped]).toEqual([3, 0]);
    expect(effectiveSampleSize).toBeCloseTo((0.75 + 2 + 4) ** 2 / (0.75 ** 2 + 4 + 16), 12);
  });

  it('are clipped, and say how many', () => {
    const { queries, clipped } = weighClicks([impression('click', 'none', 'click')], HALVING, { clip: 3 });
    expect([...queries.weights!]).toEqual([0.75, 1, 3]);
    expect(clipped).toBe(0.5);
  });

  it('count alike at every place of lists in random order, given the true propensities', () => {
    const queries = madeUpQueries(20, 8);
    const random = seededRandom(1);
    const simulation = {
      examination: EXAMINATION,
      trust: 0,
      attraction: (grade: number) => 0.1 + 0.2 * grade,
      rankers: Array.from({ length: 100 }, () => Float64Array.from(queries.grades, () => random.uniform())),
      swapShare: 0,
    };
    const log = simulateClicks(queries, simulation, 20_000, random);
    const truth = { examination: Float64Array.from(EXAMINATION), relevantShare: 1 };
    const weighed = weighClicks(log, truth).queries;
    const sums = EXAMINATION.map((_, place) =>
      weighed.weights!.reduce((sum, w, row) => sum + (row % 5 === place && weighed.grades[row]! > 0 ? w : 0), 0),
    );
    for (const sum of sums) expect(Math.abs(sum / sums[0]! - 1)).toBeLessThan(0.1);
  });

  it('refuse what cannot be learned from', () => {
    expect(() => weighClicks([impression('none')], EVEN)).toThrow(
      new RangeError('log: expected a result with an action, got none'),
    );
    expect(() => weighClicks([impression('click')], EVEN, { clip: 0.5 })).toThrow(
      new RangeError('clip: expected a number of at least 1, got 0.5'),
    );
    const wide = { entity: 'wide', features: [1, 2, 3], action: 'none' as const };
    const log = [{ query: 'q', results: [...impression('click').results, wide] }];
    expect(() => weighClicks(log, EVEN)).toThrow(
      new RangeError('features of "wide": expected 2, as of the first result, got 3'),
    );
  });
});
