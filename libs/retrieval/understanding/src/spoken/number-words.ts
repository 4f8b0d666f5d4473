const UNITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = [
  ...['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** Words below a hundred, by value. */
const SMALL: ReadonlyMap<string, number> = new Map([
  ...UNITS.map((word, i) => [word, i] as const),
  ...TEENS.map((word, i) => [word, 10 + i] as const),
  ...TENS.map((word, i) => [word, 20 + 10 * i] as const),
  ['fourty', 40],
]);
const LARGE: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
]);
/** A zero as it is said between other digits: "nineteen oh one". */
const OH = new Set(['oh', 'o']);

/**
 * Writes numbers in digits where words say them: "catch twenty two" is "catch 22", "nineteen eighty four" is "1984",
 * "blink one eighty two" is "blink 182", "two thousand and one" is "2001". Other words stay.
 */
export function numbersInDigits(words: readonly string[]): string[] {
  const written: string[] = [];
  for (let start = 0; start < words.length;) {
    const end = endOfNumber(words, start);
    written.push(end === start ? words[start]! : digitsOf(words.slice(start, end)));
    start = Math.max(end, start + 1);
  }
  return written;
}

/** Where the number that begins at `start` ends; `start` when none does. */
function endOfNumber(words: readonly string[], start: number): number {
  if (!SMALL.has(words[start]!)) return start;
  let end = start + 1;
  for (;;) {
    const word = words[end];
    if (word === undefined) return end;
    const next = words[end + 1];
    if (SMALL.has(word) || LARGE.has(word)) end += 1;
    else if (next !== undefined && SMALL.has(next) && joins(word, words[end - 1]!)) end += 2;
    else return end;
  }
}

/** Whether "and" or "oh" goes on with the number: "hundred and one", "nineteen oh one". */
function joins(word: string, before: string): boolean {
  return word === 'and' ? LARGE.has(before) : OH.has(word) && SMALL.has(before);
}

/** Digits of one run of number words: as a sum where hundreds or thousands are said, else group by group. */
function digitsOf(words: readonly string[]): string {
  if (words.some((word) => LARGE.has(word))) return String(sumOf(words));
  let digits = '';
  for (let i = 0; i < words.length; i++) {
    const value = SMALL.get(words[i]!) ?? 0;
    const unit = SMALL.get(words[i + 1] ?? '') ?? 0;
    const together = value >= 20 && unit >= 1 && unit <= 9;
    digits += String(together ? value + unit : value);
    if (together) i++;
  }
  return digits;
}

function sumOf(words: readonly string[]): number {
  let sum = 0;
  let part = 0;
  for (const word of words) {
    const factor = LARGE.get(word);
    if (factor === 100) part = Math.max(part, 1) * 100;
    else if (factor !== undefined) {
      sum += Math.max(part, 1) * factor;
      part = 0;
    } else part += SMALL.get(word) ?? 0;
  }
  return sum + part;
}
