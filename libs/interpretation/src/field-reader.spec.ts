import { describeValue, describeViolation, FieldReader, get } from './index';

/** Reads with a fresh reader and gives the value beside what was rejected. */
function reading<T>(read: (reader: FieldReader) => T): { value: T; wrong: string[] } {
  const reader = new FieldReader();
  const value = read(reader);
  return { value, wrong: reader.violations.map(describeViolation) };
}

describe('the name of a field', () => {
  it('may be lowerCamelCase or original; the first wins when both stand there', () => {
    expect(get({ entityId: 'a' }, 'entityId')).toBe('a');
    expect(get({ entity_id: 'b' }, 'entityId')).toBe('b');
    expect(get({ entity_id: 'b', entityId: 'a' }, 'entityId')).toBe('a');
  });

  it('never finds what every object inherits', () => {
    expect(get({}, 'constructor')).toBeUndefined();
    expect(get({}, 'toString')).toBeUndefined();
  });
});

describe('a text', () => {
  it('that is absent or null is empty, and that is refused only where one is required', () => {
    for (const source of [{}, { id: null }]) {
      expect(reading((r) => r.text(source, 'id', 3, 'optional'))).toEqual({ value: '', wrong: [] });
    }
    expect(reading((r) => r.text({}, 'id', 3, 'required')).wrong).toEqual([
      'id: expected a non-empty string, got nothing',
    ]);
    expect(reading((r) => r.text({ id: '' }, 'id', 3, 'required')).wrong).toEqual([
      'id: expected a non-empty string, got ""',
    ]);
  });

  it('is measured in UTF-16 code units: an emoji counts twice', () => {
    expect(reading((r) => r.text({ id: 'abc' }, 'id', 3, 'required')).wrong).toEqual([]);
    expect(reading((r) => r.text({ id: 'ab😀' }, 'id', 3, 'required')).wrong).toEqual([
      'id: expected at most 3 characters, got 4 characters',
    ]);
  });

  it.each([
    [7, '7'],
    [true, 'true'],
    [['a'], '["a"]'],
    [{}, '{}'],
  ])('is not %j', (value, actual) => {
    expect(reading((r) => r.text({ id: value }, 'id', 3, 'optional'))).toEqual({
      value: '',
      wrong: [`id: expected a string, got ${actual}`],
    });
  });
});

describe('a double', () => {
  it.each([
    [0.5, 0.5],
    ['0.5', 0.5],
    ['1e-3', 0.001],
    ['-Infinity', -Infinity],
    [null, undefined],
    [undefined, undefined],
    ['NaN', NaN],
    ['', NaN],
    [' ', NaN],
    ['half', NaN],
    [true, NaN],
    [[1], NaN],
    [{}, NaN],
  ])('written as %j is %d', (written, value) => {
    expect(reading((r) => r.double({ x: written }, 'x'))).toEqual({ value, wrong: [] });
  });
});

describe('a uint32', () => {
  it.each([0, 4_294_967_295])('may be %d, as a number or as a string', (value) => {
    expect(reading((r) => r.uint32({ x: value }, 'x'))).toEqual({ value, wrong: [] });
    expect(reading((r) => r.uint32({ x: String(value) }, 'x'))).toEqual({ value, wrong: [] });
  });

  it('may be absent', () => {
    expect(reading((r) => r.uint32({}, 'x'))).toEqual({ value: undefined, wrong: [] });
  });

  it.each([-1, 4_294_967_296, 1.5, 'NaN', 'one', true])('is not %j', (value) => {
    expect(reading((r) => r.uint32({ x: value }, 'x')).wrong).toEqual([
      `x: expected a whole number from 0 to 4294967295, got ${value}`,
    ]);
  });
});

describe('a flag', () => {
  it('is true, false or absent, which is false; a word or a number is none', () => {
    expect([{ x: true }, { x: false }, {}, { x: null }].map((s) => reading((r) => r.flag(s, 'x')).value)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(reading((r) => r.flag({ x: 'true' }, 'x')).wrong).toEqual(['x: expected true or false, got true']);
    expect(reading((r) => r.flag({ x: 1 }, 'x')).wrong).toEqual(['x: expected true or false, got 1']);
  });
});

describe('lists and maps', () => {
  const each = (source: Record<string, unknown>) =>
    reading((r) => r.list(source, 'xs', 2, (element) => r.object(element)));
  const entries = (source: Record<string, unknown>) =>
    reading((r) => r.map(source, 'm', 2, (m, key) => r.double(m, key)));

  it('are empty when absent or null', () => {
    expect([each({}), each({ xs: null })].map(({ value }) => value)).toEqual([[], []]);
    expect([entries({}), entries({ m: null })].map(({ value }) => value)).toEqual([{}, {}]);
  });

  it('hold as much as they may and not one more', () => {
    expect(each({ xs: [{}, {}] }).wrong).toEqual([]);
    expect(each({ xs: [{}, {}, {}] }).wrong).toEqual(['xs: expected at most 2 elements, got 3 elements']);
    expect(entries({ m: { a: 1, b: 2 } })).toEqual({ value: { a: 1, b: 2 }, wrong: [] });
    expect(entries({ m: { a: 1, b: 2, c: 3 } }).wrong).toEqual(['m: expected at most 2 entries, got 3 entries']);
  });

  it('name the element that is none, and what stands in their own place', () => {
    expect(each({ xs: [{}, null] }).wrong).toEqual(['xs[1]: expected an object, got null']);
    expect(each({ xs: { 0: {} } }).wrong).toEqual(['xs: expected a list, got {"0":{}}']);
    expect(entries({ m: [1] }).wrong).toEqual(['m: expected an object, got [1]']);
  });

  it('take a key that names the prototype for a key like any other', () => {
    const { value } = entries({ m: JSON.parse('{"__proto__": 1}') as object });
    expect(Object.entries(value)).toEqual([['__proto__', 1]]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('a description of a value', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    [NaN, 'NaN'],
    ['', '""'],
    ['dune', 'dune'],
    [' dune', '" dune"'],
    [{ a: [1] }, '{"a":[1]}'],
    [() => 1, 'function'],
    ['x'.repeat(81), `"${'x'.repeat(77)}..."`],
  ])('of %j is %s', (value, description) => {
    expect(describeValue(value)).toBe(description);
  });

  it('says "input" for the whole', () => {
    expect(describeViolation({ field: '', expected: 'an object', actual: '7' })).toBe(
      'input: expected an object, got 7',
    );
  });
});
