/** I to XXXIX: what numbers parts of works. */
const ROMAN = /^(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})$/;
/** After these even "i", "v" and "x" are numbers. */
const PARTS = new Set(['part', 'volume', 'chapter', 'episode', 'act', 'book', 'season', 'number', 'series']);

/** Writes Roman numerals in digits where they number something: "rocky ii" is "rocky 2". The first word never does. */
export function romanInDigits(words: readonly string[]): string[] {
  return words.map((word, i) => {
    if (i === 0 || !ROMAN.test(word)) return word;
    const numbersPart = PARTS.has(words[i - 1]!);
    const isNumeral = word.length > 1 || numbersPart || (i === words.length - 1 && word !== 'i');
    return isNumeral ? String(valueOf(word)) : word;
  });
}

const DIGITS: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };

function valueOf(numeral: string): number {
  let value = 0;
  for (let i = 0; i < numeral.length; i++) {
    const digit = DIGITS[numeral[i]!]!;
    // A smaller digit before a larger one is taken away: ix is 9.
    value += digit < (DIGITS[numeral[i + 1] ?? ''] ?? 0) ? -digit : digit;
  }
  return value;
}
