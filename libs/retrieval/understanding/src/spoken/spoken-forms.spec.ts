import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { spokenForms } from '../index';
import { normalise } from '../normalise';

const page = readFileSync(new URL('../../../../../docs/how-to/spoken-forms.md', import.meta.url), 'utf8');
/** Rows of the page's table: a written form and what people say, separated by commas. */
const documented = [...page.matchAll(/^\| `([^|]+)` \| ([^|]+) \|$/gm)].flatMap(([, written, said]) =>
  [...said!.matchAll(/`([^`]+)`/g)].map(([, form]) => [written!, form!] as const),
);

const meet = (a: string, b: string): boolean => spokenForms(a).some((key) => spokenForms(b).includes(key));

describe('spoken forms', () => {
  it('are documented', () => {
    expect(documented.length).toBeGreaterThanOrEqual(50);
  });

  it.each(documented)('of %j take in %j, and the other way round', (written, said) => {
    expect(meet(written, said)).toBe(true);
    expect(meet(said, written)).toBe(true);
  });

  it.each([
    ['rocky ii', 'rocky iii'],
    ['1984', '1985'],
    ['twenty one', 'twelve'],
    ['the wall', 'the wallflowers'],
    ['i robot', '1 robot'],
    ['malcolm x', 'malcolm y'],
    ['u2', 'b52s'],
    ['pink', 'punk'],
    ['hundred', '100 hundred'],
  ])('keep %j and %j apart', (a, b) => {
    expect(meet(a, b)).toBe(false);
  });

  it('are normalised, begin with the normalised text, repeat nothing, and have these forms again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const keys = spokenForms(text);
        expect(keys.map(normalise)).toEqual(keys);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.length).toBeLessThanOrEqual(5);
        if (normalise(text) === '') expect(keys).toEqual([]);
        else expect(keys[0]).toBe(normalise(text));
      }),
    );
  });

  it('do not care about case, accents and zero-width characters', () => {
    expect(spokenForms('BE\u200bYONCÉ')).toEqual(spokenForms('beyonce'));
  });

  it('take a tenth of a second for 100 KB at most, whatever stands in it', () => {
    for (const part of ['two ', 'a.', '$', 'ii ', 'one hundred and ', 'x', 'n ', '- '])
      expect(spokenForms(part.repeat(100_000 / part.length)).length).toBeLessThanOrEqual(5);
  });
});
