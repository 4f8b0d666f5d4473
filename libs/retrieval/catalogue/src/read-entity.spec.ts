import fc from 'fast-check';
import { type CatalogueEntity, readCatalogueEntity } from './index';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const name = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
const entity: fc.Arbitrary<CatalogueEntity> = fc.record({
  id: name,
  domain: name,
  type: name,
  title: fc.string({ unit: 'grapheme' }),
  creator: fc.string({ unit: 'grapheme' }),
  year: fc.integer({ min: -5_000, max: 9_999 }),
  popularity: share.map((value) => value + 0),
  attributes: fc.dictionary(name, fc.string({ unit: 'grapheme' }), { noNullPrototype: true }),
  aliases: fc.array(name),
  text: fc.string({ unit: 'grapheme' }),
  tags: fc.dictionary(name, fc.double({ min: 1e-9, max: 1, noNaN: true }), { noNullPrototype: true }),
});

describe('an entity of a catalogue', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(entity, (written) => {
        const reading = readCatalogueEntity(JSON.parse(JSON.stringify(written)));
        expect(reading).toEqual({ ok: true, value: JSON.parse(JSON.stringify(written)) as unknown });
      }),
    );
  });

  it('is refused with every field that is wrong', () => {
    const reading = readCatalogueEntity({
      id: '',
      domain: 1,
      year: 1.5,
      popularity: -1,
      aliases: [''],
      tags: { a: 0 },
    });
    expect(reading.ok ? [] : reading.violations.map(({ field }) => field)).toEqual([
      'id',
      'domain',
      'type',
      'year',
      'popularity',
      'aliases[0].alias',
      'tags.a',
    ]);
  });

  it('takes domain and type from the defaults only where the line has none', () => {
    const defaults = { domain: 'Books', type: 'book' };
    expect(readCatalogueEntity({ id: '1', domain: null }, defaults)).toMatchObject({ ok: true, value: defaults });
    expect(readCatalogueEntity({ id: '1', type: 'essay' }, defaults)).toMatchObject({ value: { type: 'essay' } });
  });
});
