import { hypothesis as anyHypothesis, nBestList } from '@tiebreak/arbitraries';
import fc from 'fast-check';
import { vocabulary } from '../test/lists';
import {
  assembleFeatures,
  defineFeatures,
  type FeatureExtractor,
  featureFingerprint,
  slotCount,
  slotNames,
  standardFeatures,
  upstreamLogScores,
} from './index';

const standard = standardFeatures(['device']);
const schema = defineFeatures(standard, vocabulary);

describe('feature rows', () => {
  it('are finite, one a hypothesis and as wide as the columns, for any list', () => {
    fc.assert(
      fc.property(nBestList(), (list) => {
        const rows = schema.extract(list);
        expect(rows).toHaveLength(list.hypotheses.length * schema.columns.length);
        expect(rows.every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it('do not depend on the order of the list, but for ties in the upstream scores', () => {
    const distinct = nBestList().filter(({ hypotheses }) => {
      const products = hypotheses.map(({ scores }) => scores.domain * scores.intent * scores.ner);
      return new Set(products).size === products.length;
    });
    const width = schema.columns.length;
    fc.assert(
      fc.property(distinct, (list) => {
        const rows = schema.extract(list);
        const reversed = schema.extract({ ...list, hypotheses: list.hypotheses.toReversed() });
        list.hypotheses.forEach((_, i) => {
          const mirrored = list.hypotheses.length - 1 - i;
          // Sums over the list are taken in its order, so the last bits may differ.
          for (let column = 0; column < width; column++) {
            const value = rows[i * width + column]!;
            const other = reversed[mirrored * width + column]!;
            expect(Math.abs(other - value)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(value)));
          }
        });
      }),
    );
  });

  it('do not depend on ids or signals, which no standard feature reads', () => {
    fc.assert(
      fc.property(nBestList(), anyHypothesis('Music', 'h9', 1), (list, { id, signals }) => {
        const renamed = list.hypotheses.map((hypothesis) => ({ ...hypothesis, id, signals }));
        expect(schema.extract({ ...list, hypotheses: renamed })).toEqual(schema.extract(list));
      }),
    );
  });

  it('of no hypotheses are none', () => {
    const list = { utterance: 'x', locale: '', context: { device: '', attributes: {} }, hypotheses: [] };
    expect(schema.extract(list)).toHaveLength(0);
  });
});

describe('feature columns', () => {
  it('have unique names, listed by extractor', () => {
    expect(new Set(schema.columns).size).toBe(schema.columns.length);
    expect(schema.entries.flatMap(({ columns }) => columns)).toEqual(schema.columns);
    expect(schema.entries.map(({ name }) => name)).toEqual(standard.map(({ name }) => name));
  });

  it('are named after the extractor that names none', () => {
    expect(defineFeatures([slotCount], vocabulary).columns).toEqual(['slot_count']);
  });

  it('of one name twice are refused', () => {
    expect(() => defineFeatures([slotCount, upstreamLogScores, slotCount], vocabulary)).toThrow(
      'expected every feature column once, got "slot_count" twice',
    );
  });
});

describe('the fingerprint of a schema', () => {
  it('is the sha256 of its canonical JSON, keys in order, as UTF-8', () => {
    // Computed by python3 hashlib from the bytes of
    // [{"columns":["slot_count"],"name":"slot_count","version":1},
    //  {"columns":["intent=Play","intent=Réécoute \"x\""],"name":"intent","version":1}] without the line break and its blanks.
    const entries = [
      { version: 1, name: 'slot_count', columns: ['slot_count'] },
      { name: 'intent', version: 1, columns: ['intent=Play', 'intent=Réécoute "x"'] },
    ];
    expect(featureFingerprint(entries)).toBe('cb495f75257861352239e7915bc64c7429676d3a30f5eae97f3f5f3a53e95151');
  });

  it('changes with a name, a version, a column and the order', () => {
    const entry = { name: 'a', version: 1, columns: ['x', 'y'] };
    const other = { name: 'b', version: 1, columns: ['z'] };
    const variants = [
      [entry, other],
      [other, entry],
      [entry],
      [{ ...entry, name: 'c' }, other],
      [{ ...entry, version: 2 }, other],
      [{ ...entry, columns: ['y', 'x'] }, other],
      [{ ...entry, columns: ['x'] }, other],
    ];
    expect(new Set(variants.map(featureFingerprint)).size).toBe(variants.length);
  });

  it('is that of the entries', () => {
    expect(schema.fingerprint).toBe(featureFingerprint(schema.entries));
  });
});

describe('a schema assembled from a bundle', () => {
  const slotCount2: FeatureExtractor = { ...slotCount, version: 2, extract: ({ slots }) => 10 * slots.length };

  it('has the features of its list, whatever else is known and in whatever order', () => {
    const assembled = assembleFeatures(schema.entries, [slotCount2, ...standard.toReversed()], vocabulary);
    if ('unknown' in assembled) throw new Error(assembled.unknown.expected);
    expect(assembled.schema.fingerprint).toBe(schema.fingerprint);
    const [list] = fc.sample(nBestList(), { numRuns: 1, seed: 1 });
    expect(assembled.schema.extract(list!)).toEqual(schema.extract(list!));
  });

  it('takes the version that the bundle names', () => {
    const [list] = fc.sample(nBestList(), { numRuns: 1, seed: 1 });
    const counts = [1, 2].map((version) => {
      const entries = [{ name: 'slot_count', version, columns: ['slot_count'] }];
      const assembled = assembleFeatures(entries, [slotCount, slotCount2], vocabulary);
      return 'schema' in assembled ? [...assembled.schema.extract(list!)] : [];
    });
    const slots = list!.hypotheses.map((hypothesis) => hypothesis.slots.length);
    expect(counts).toEqual([slots, slots.map((count) => 10 * count)]);
  });

  it.each([
    ['name', { name: 'slot_colour', version: 1 }, 'slot_colour@1'],
    ['version', { name: 'slot_count', version: 3 }, 'slot_count@3'],
  ])('is refused for an unknown %s, with what is known', (_, entry, actual) => {
    expect(
      assembleFeatures([{ ...entry, columns: ['slot_count'] }], [slotCount, slotCount2, slotNames], vocabulary),
    ).toEqual({ unknown: { expected: 'one of slot_count@1, slot_count@2, slot_names@1', actual } });
  });

  it('is refused when a feature is named twice', () => {
    const entry = { name: 'slot_count', version: 1, columns: ['slot_count'] };
    expect(assembleFeatures([entry, entry], [slotCount], vocabulary)).toEqual({
      unknown: { expected: 'every feature column once', actual: '"slot_count" twice' },
    });
  });

  it('is refused when its columns are not those of the extractor, both named', () => {
    const entries = [{ name: 'slot_names', version: 1, columns: ['slot=artist', 'slot=album'] }];
    expect(assembleFeatures(entries, [slotNames], vocabulary)).toEqual({
      unknown: { expected: 'columns slot=album, slot=artist of slot_names@1', actual: 'slot=artist, slot=album' },
    });
  });
});
