import fc from 'fast-check';
import { EXAMINATION, simulatedLog } from '../../test/clicks';
import type { LoggedImpression } from './click-log';
import { harvestInterventions } from './intervention-harvesting';
import { clickWeight, EVEN, type Propensities } from './propensities';
import { swappedNeighbours } from './swapped-neighbours';
import { harvestWithTrust } from './trust-bias';

const shown = (
  query: string,
  entities: string,
  clicked: string,
  swap?: LoggedImpression['swap'],
): LoggedImpression => ({
  query,
  results: Array.from(entities, (entity) => ({
    entity,
    features: [],
    action: entity === clicked ? 'click' : 'none',
  })),
  ...(swap === undefined ? {} : { swap }),
});

/** The largest ratio between what is estimated and what is true, either way round. */
function worstRatio({ examination }: Propensities, truth: readonly number[]): number {
  return Math.max(...truth.map((p, place) => Math.max(examination[place]! / p, p / examination[place]!)));
}

describe('examination from swapped neighbours', () => {
  it('is the ratio of clicks of the two places, half a click added to each: 3 and 1 of 8, 2 and 1', () => {
    const log = [
      ...['a', 'a', 'b', '', 'a'].map((clicked, i) => shown('q', 'abc', clicked, { place: 1, swapped: i > 9 })),
      ...['b', 'c', 'b', ''].map((clicked) => shown('q', 'abc', clicked, { place: 2, swapped: false })),
    ];
    // One arm alone counts as half of all, so that 3 clicks at the first place count 1.5.
    const { examination } = swappedNeighbours(log);
    expect(examination[1]).toBeCloseTo((0.5 * 1 + 0.5) / (0.5 * 3 + 0.5), 12);
    expect(examination[2]! / examination[1]!).toBeCloseTo((0.5 * 1 + 0.5) / (0.5 * 2 + 0.5), 12);
  });

  it('comes near the truth, whatever the coin: 20,000 swaps', () => {
    expect(worstRatio(swappedNeighbours(simulatedLog(20_000, 1, { swapShare: 1 })), EXAMINATION)).toBeLessThan(1.15);
  });

  it('refuses a log without swaps, and a swap that cannot have been', () => {
    expect(() => swappedNeighbours([shown('q', 'ab', 'a')])).toThrow(
      new RangeError('log: expected impressions with a swap, got none; exchange neighbours for a share of traffic'),
    );
    expect(() => swappedNeighbours([shown('q', 'ab', 'a', { place: 2, swapped: true })])).toThrow(
      new RangeError('swap.place: expected a whole number in [1, 2), got 2'),
    );
    expect(() => swappedNeighbours([])).toThrow(new RangeError('log: expected an impression with results, got none'));
  });
});

describe('examination from harvested interventions', () => {
  it('of two entities that changed places is the ratio of their click rates: 3 of 4 and 1 of 4', () => {
    const log = [
      ...[shown('q', 'ab', 'a'), shown('q', 'ab', 'a'), shown('q', 'ab', 'b'), shown('q', 'ab', '')],
      ...[shown('q', 'ba', 'b'), shown('q', 'ba', 'b'), shown('q', 'ba', 'b'), shown('q', 'ba', 'b')],
    ];
    // At the first place a has 2 of 4 and b 4 of 4; at the second a has none of 4 and b 1 of 4.
    expect(harvestInterventions(log).examination[1]).toBeCloseTo(1 / 6, 3);
  });

  it('comes near the truth without any experiment: 20,000 impressions of three rankers', () => {
    const log = simulatedLog(20_000, 2, { swapShare: 0 });
    expect(worstRatio(harvestInterventions(log), EXAMINATION)).toBeLessThan(1.15);
  });

  it('does not depend on what was only ever shown at one place', () => {
    const log = simulatedLog(2_000, 3);
    const still = Array.from({ length: 50 }, (_, i) => shown(`still ${i}`, 'vwxyz', 'v'));
    expect(harvestInterventions([...log, ...still])).toEqual(harvestInterventions(log));
  });

  it('is refused when nothing moved', () => {
    expect(() => harvestInterventions([shown('q', 'ab', 'a'), shown('r', 'ba', 'b')])).toThrow(
      /^log: expected entities clicked at different places for the same query, got none/,
    );
  });
});

describe('trust in the first place', () => {
  it('is told from relevance: examination below comes near the truth, and so does the share of its clicks', () => {
    const trust = 0.3;
    const log = simulatedLog(60_000, 4, { trust });
    const estimated = harvestWithTrust(log);
    // What is relevant is clicked at the first place with probability g + trust (1 - g) = (1 - trust) g + trust.
    const truth = EXAMINATION.map((p, place) => (place === 0 ? 1 : p / (1 - trust)));
    expect(worstRatio(estimated, truth)).toBeLessThan(1.2);
    const rate = log.filter(({ results }) => results[0]!.action === 'click').length / log.length;
    expect(Math.abs(estimated.relevantShare - (1 - trust / rate))).toBeLessThan(0.1);
    expect(worstRatio(harvestInterventions(log), truth)).toBeGreaterThan(1.5);
  });

  it('is about none where there is none', () => {
    const estimated = harvestWithTrust(simulatedLog(60_000, 5));
    expect(estimated.relevantShare).toBeGreaterThan(0.85);
    expect(worstRatio(estimated, EXAMINATION)).toBeLessThan(1.2);
  });

  it('is refused when too little moved between the first place and those below', () => {
    const log = ['abc', 'acb', 'bac', 'cab'].flatMap((order) => [
      shown('q', order, 'a'),
      shown('q', order, 'b'),
      shown('q', order, 'c'),
    ]);
    expect(() => harvestWithTrust(log)).toThrow(/^log: expected at least 30 entities shown at the first place/);
  });
});

it('the weight of a click is one over its examination; places further down are as the last', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 1, noNaN: true }), fc.integer({ min: 1, max: 20 }), (p, place) => {
      const propensities = { examination: Float64Array.of(1, p), relevantShare: 0.5 };
      expect(clickWeight(propensities, place)).toBe(1 / p);
      expect(clickWeight(propensities, 0)).toBe(0.5);
      expect(clickWeight(EVEN, place)).toBe(1);
    }),
  );
});
