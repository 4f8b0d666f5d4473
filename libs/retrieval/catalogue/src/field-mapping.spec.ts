import fc from 'fast-check';
import { type FieldMapping, mapRecord, parseFieldMapping, readFieldMapping } from './index';

function mapping(text: string): FieldMapping {
  const reading = parseFieldMapping(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.violations));
  return reading.value;
}
const map = (text: string, record: Record<string, unknown>) => mapRecord(record, mapping(text));

describe('a field mapping', () => {
  it('takes columns, the first of a list, several columns, constants, attributes and languages', () => {
    const record = {
      id: 7,
      name: 'Dune',
      by: ['Frank Herbert', 'an editor'],
      plot: 'Sand.',
      review: 'Long.',
      lang: 'en-US',
    };
    expect(
      map('title=name,creator=by[0],text=plot+review,type="book, or so",language=lang,attribute.part=no', record),
    ).toEqual({
      id: '7',
      title: 'Dune',
      creator: 'Frank Herbert',
      text: 'Sand.\nLong.',
      type: 'book, or so',
      attributes: { language: 'en' },
    });
  });

  it('keeps lists where lists are wanted and joins them elsewhere', () => {
    const record = { id: 'a', names: ['x', '', 'y'], genres: ['Sci-Fi', 'Drama'] };
    expect(map('aliases=names,creator=names,tags=genres', record)).toEqual({
      id: 'a',
      aliases: ['x', 'y'],
      creator: 'x, y',
      tags: { 'sci-fi': 1, drama: 1 },
    });
  });

  it('cuts texts and leaves out what says nothing, as a file can say', () => {
    const reading = readFieldMapping({ tags: { column: 'genres', separator: '|', except: ['none'], take: 'first' } });
    expect(reading.ok && mapRecord({ genres: 'none|Drama|War' }, reading.value)).toEqual({ tags: { drama: 1 } });
  });

  it('fills nothing from a column that an object merely inherits', () => {
    expect(map('title=constructor,creator=__proto__', { id: '1' })).toEqual({ id: '1' });
  });

  it.each([
    ['', 'input', 'at least one field to fill'],
    ['title', 'input', 'FIELD=COLUMN'],
    ['title=a,title=b', 'title', 'each field once'],
    ['title=', 'title', 'COLUMN'],
    ['title=a++b', 'title', 'COLUMN'],
    ['title="a', 'title', '"constant"'],
    ['titel=a', 'titel', 'a field to fill'],
  ])('refuses %j', (text, field, expected) => {
    const reading = parseFieldMapping(text);
    expect(reading.ok ? [] : reading.violations).toMatchObject([
      { field: field === 'input' ? '' : field, expected: expect.stringContaining(expected) as string },
    ]);
  });

  it.each([
    [{ tags: { separator: '|' } }, 'tags.columns'],
    [{ tags: { column: 'a', take: 'last' } }, 'tags.take'],
    [{ tags: 3 }, 'tags'],
    [[], ''],
  ])('refuses the file %j', (file, field) => {
    const reading = readFieldMapping(file);
    expect(reading.ok ? '' : reading.violations[0]!.field).toBe(field);
  });

  it('maps any record to something, whatever is in it', () => {
    const any = mapping('title=a,creator=b[0],tags=c,year=d,popularity=e,text=a+b,aliases=c,language=d');
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.jsonValue()), (record) => {
        expect(typeof mapRecord(record, any)).toBe('object');
      }),
    );
  });
});
