import fc from 'fast-check';
import { numbersInDigits } from './number-words';
import { romanInDigits } from './roman-numerals';

const SMALL = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const TEENS = ['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** How a number from 1 to 999,999 is said, with "and" or without. */
function say(n: number, and: string): string {
  if (n >= 1_000)
    return `${say(Math.floor(n / 1_000), and)} thousand ${n % 1_000 > 0 && n % 1_000 < 100 ? and : ''} ${say(n % 1_000, and)}`;
  if (n >= 100) return `${SMALL[Math.floor(n / 100)]!} hundred ${n % 100 > 0 ? and : ''} ${say(n % 100, and)}`;
  if (n >= 20) return `${TENS[Math.floor(n / 10) - 2]!} ${SMALL[n % 10]!}`;
  return [...SMALL, ...TEENS][n]!;
}
const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

describe('number words', () => {
  it('are the number that they say, from 1 to 999,999', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom('', 'and'), (n, and) => {
        expect(numbersInDigits(words(`part ${say(n, and)} of it`))).toEqual(['part', String(n), 'of', 'it']);
      }),
    );
  });

  it('are years when they are said in two halves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 99 }), fc.integer({ min: 10, max: 99 }), (first, second) => {
        expect(numbersInDigits(words(`${say(first, '')} ${say(second, '')}`))).toEqual([`${first}${second}`]);
      }),
    );
  });

  it('leave other words alone, "and" and "oh" between them too', () => {
    for (const text of ['you and me', 'oh what a night', 'hundred', 'one and only'])
      expect(numbersInDigits(words(text)).join(' ')).toBe(text.replace('one', '1'));
  });
});

describe('Roman numerals', () => {
  it('are the numbers from 2 to 39', () => {
    const tens = ['', 'x', 'xx', 'xxx'];
    const units = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix'];
    for (let n = 2; n <= 39; n++)
      expect(romanInDigits(['part', tens[Math.floor(n / 10)]! + units[n % 10]!])).toEqual(['part', String(n)]);
  });

  it.each([
    ['i robot', 'i robot'],
    ['me myself and i', 'me myself and i'],
    ['part i', 'part 1'],
    ['x men', 'x men'],
    ['rocky v', 'rocky 5'],
    ['v for vendetta', 'v for vendetta'],
    ['henry iv part ii', 'henry 4 part 2'],
    ['area xx51', 'area xx51'],
    ['rocky iiii', 'rocky iiii'],
  ])('make %j %j', (text, expected) => {
    expect(romanInDigits(text.split(' ')).join(' ')).toBe(expected);
  });
});
