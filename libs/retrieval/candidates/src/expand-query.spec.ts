import fc from 'fast-check';
import { expandQuery } from './expand-query';

const counts = fc
  .dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.integer({ min: 1, max: 9 }), { minKeys: 1 })
  .map((dictionary) => Object.entries(dictionary));
const found = fc.array(fc.record({ score: fc.integer({ min: 1, max: 9 }), terms: counts }), { minLength: 1 });

describe('a query expanded by what it found', () => {
  it('mixes its own terms with those of the entities, each by its share of the score', () => {
    const expanded = expandQuery(
      new Map([
        ['robot', 2],
        ['law', 1],
      ]),
      [
        // 3/4 of the score, and 1/2 and 1/2 of its terms; 1/4, and 1/4 and 3/4.
        { score: 6, terms: [['robot', 2], ['asimov', 2]] }, // prettier-ignore
        { score: 2, terms: [['asimov', 1], ['positron', 3]] }, // prettier-ignore
      ],
      { terms: 3, originalShare: 1 / 2 },
    );
    // The entities: robot 3/4 * 1/2 = 6/16, asimov 3/8 + 1/4 * 1/4 = 7/16, positron 1/4 * 3/4 = 3/16. Half of each counts.
    expect(expanded.get('robot')).toBeCloseTo(1 / 3 + 6 / 32, 12);
    expect(expanded.get('law')).toBeCloseTo(1 / 6, 12);
    expect(expanded.get('asimov')).toBeCloseTo(7 / 32, 12);
    expect(expanded.get('positron')).toBeCloseTo(3 / 32, 12);
  });

  it('keeps the strongest terms only, as shares of what is kept', () => {
    const entity = { score: 1, terms: [['a', 3], ['b', 2], ['c', 1]] } as const; // prettier-ignore
    const expanded = expandQuery(new Map([['q', 1]]), [entity], { terms: 2, originalShare: 0.5 });
    expect([...expanded.keys()]).toEqual(['q', 'a', 'b']);
    expect(expanded.get('a')).toBeCloseTo(0.5 * (3 / 5), 12);
  });

  it('is the query itself, in shares, when nothing was found or nothing else is wanted', () => {
    const query = new Map([
      ['a', 3],
      ['b', 1],
    ]);
    expect(expandQuery(query, [], { terms: 10, originalShare: 1 })).toEqual(
      new Map([
        ['a', 0.75],
        ['b', 0.25],
      ]),
    );
    fc.assert(
      fc.property(found, (entities) => {
        const alone = expandQuery(query, [], { terms: 10, originalShare: 1 });
        expect(expandQuery(query, entities, { terms: 10, originalShare: 1 })).toEqual(alone);
      }),
    );
  });

  it('weighs all terms to 1, none negative, whatever was found', () => {
    fc.assert(
      fc.property(counts, found, fc.integer({ min: 1, max: 8 }), (query, entities, terms) => {
        const weights = [...expandQuery(new Map(query), entities, { terms, originalShare: 0.3 }).values()];
        for (const weight of weights) expect(weight).toBeGreaterThan(0);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('does not depend on how scores and counts are scaled, nor on the order of what was found', () => {
    fc.assert(
      fc.property(counts, found, (query, entities) => {
        const scaled = entities
          .map(({ score, terms }) => ({ score: 4 * score, terms: terms.map(([t, n]) => [t, 2 * n] as const) }))
          .reverse();
        const options = { terms: 6, originalShare: 0.5 };
        const [one, other] = [entities, scaled].map((each) => expandQuery(new Map(query), each, options));
        for (const [term, weight] of one!) expect(other!.get(term)).toBeCloseTo(weight, 9);
      }),
    );
  });
});
