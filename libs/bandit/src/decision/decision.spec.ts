import fc from 'fast-check';
import { decisionFeatureNames, decisionFeatures, readDecisionFeatures } from './decision-context';
import { reaches } from './decision-outcome';
import { DEPTHS, levelOfDepth, levelOfRank } from './decision-space';
import {
  queryFeatureNames,
  queryFeatures,
  type QueryFacts,
  STRATEGY_FEATURES,
  strategyFeatures,
} from './query-features';

const SPACE = { strategies: ['a', 'b'], queryFeatures: ['x', 'y'], strategyFeatures: ['past'] };
const number = fc.double({ min: -1, max: 1, noNaN: true });

describe('a level', () => {
  it('is the least whose depth reaches a rank', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (rank) => {
        const level = levelOfRank(rank);
        expect(DEPTHS[level]).toBeGreaterThanOrEqual(rank);
        expect(DEPTHS[level - 1]).toBeLessThan(rank);
      }),
    );
    expect([levelOfRank(0), levelOfRank(101)]).toEqual([DEPTHS.length, DEPTHS.length]);
    expect(DEPTHS.map(levelOfDepth)).toEqual([0, 1, 2, 3, 4]);
  });

  it('is known of what ran: found at the second of three, missed, not run', () => {
    expect(reaches({ depths: [50, 10, 0], ranks: [12, 12, 1] })).toEqual([
      { level: 3, foundAt: 2 },
      { level: 1, foundAt: 2 },
      undefined,
    ]);
  });
});

describe('a context', () => {
  it('comes back from its row', () => {
    const pair = fc.tuple(number, number);
    fc.assert(
      fc.property(pair, pair, pair, (query, [a, b], latencies) => {
        const context = { query, strategies: [[a], [b]], latencies };
        const row = decisionFeatures(context);
        expect(readDecisionFeatures(SPACE, row)).toEqual(context);
        expect(decisionFeatureNames(SPACE)).toHaveLength(row.length);
      }),
    );
    expect(decisionFeatureNames(SPACE)).toEqual(['x', 'y', 'a.past', 'a.latency_ms', 'b.past', 'b.latency_ms']);
  });

  it('refuses rows that are too short, or hold what is no number', () => {
    expect(() => readDecisionFeatures(SPACE, [1])).toThrow('decision features: expected 6 numbers, got 1');
    expect(() => readDecisionFeatures(SPACE, [1, 2, NaN, 1, 1, 1])).toThrow(
      'a.past: expected a finite number, got NaN',
    );
  });
});

describe('features', () => {
  const facts: QueryFacts = { text: 'songs like thriller', kind: 'topic', slots: 2, device: 'tv', hour: 6, history: 0 };

  it('are named, one number each, within [-1, 1] for whatever is asked', () => {
    const devices = ['phone', 'tv'];
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.nat(20), fc.nat(1_000_000), (text, slots, history) => {
        const row = queryFeatures({ ...facts, text, slots, history, knownWords: 0 }, devices);
        expect(row).toHaveLength(queryFeatureNames(devices).length);
        for (const value of row) expect(Math.abs(value)).toBeLessThanOrEqual(1.5);
      }),
    );
  });

  it('say what is known: 3 words, a topic, half of the slots, morning, a television', () => {
    const row = queryFeatures(facts, ['phone', 'tv']);
    const named = Object.fromEntries(queryFeatureNames(['phone', 'tv']).map((name, i) => [name, row[i]]));
    expect(named).toMatchObject({ words: expect.closeTo(0.1, 9) as number, topic: 1, slots: 0.5, unknown_words: 0 });
    expect(named).toMatchObject({ hour_sin: 1, device_phone: 0, device_tv: 1, language_known: 0, history: 0 });
  });

  it('say what was looked up: half of the words unknown, and what the memory expects, doubled', () => {
    const of = (more: Partial<QueryFacts>): Record<string, number> => {
      const row = queryFeatures({ ...facts, ...more }, []);
      return Object.fromEntries(queryFeatureNames([]).map((name, i) => [name, row[i]!]));
    };
    expect(of({ knownWords: 0.5, remembered: 0.25 })).toMatchObject({ unknown_words: 0.5, remembered: 0.5 });
    expect(of({ remembered: 0.9 })).toMatchObject({ unknown_words: 0, remembered: 1 });
    expect(of({})).toMatchObject({ remembered: 0 });
  });

  it('of a strategy: 2 of 2 is +1/2, none of none is 0; 100 results are 1', () => {
    expect(strategyFeatures({ successes: 2, trials: 2, expectedResults: 100 })).toEqual([0.5, 1]);
    expect(strategyFeatures({ successes: 0, trials: 0, expectedResults: 0 })).toEqual([0, 0]);
    expect(STRATEGY_FEATURES).toHaveLength(2);
  });
});
