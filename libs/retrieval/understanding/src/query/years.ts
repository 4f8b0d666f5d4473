/** A span of years that words name. */
export interface YearMention {
  /** Words that say it. */
  readonly length: number;
  readonly years: readonly [first: number, last: number];
  /** A bare number may be a title as well. */
  readonly certain: boolean;
}

const FIRST_YEAR = -5_000;
const LAST_YEAR = 9_999;
/** Before this, four digits are more likely a number. */
const FIRST_BARE_YEAR = 1_000;

const DECADES: ReadonlyMap<string, number> = new Map([
  ['twenties', 1920],
  ['thirties', 1930],
  ['forties', 1940],
  ['fourties', 1940],
  ['fifties', 1950],
  ['sixties', 1960],
  ['seventies', 1970],
  ['eighties', 1980],
  ['nineties', 1990],
  ['noughties', 2000],
  ['two thousands', 2000],
  ['twenty tens', 2010],
  ['twenty twenties', 2020],
]);
const CENTURY = 'nineteen';
/** "80s" is of the last century, "00s" and "10s" are of this one. */
const SHORT_DECADE = /^([0-9])0s$/;
const LONG_DECADE = /^([12]\d\d)0s$/;
const YEAR = /^\d{4}$/;

/**
 * The years that the words from `start` on name: "from 1980 to 1985", "before 1970", "eighties", "80s", "in 1984", or a bare "1984".
 * @param latest the present year; four digits beyond it are no year
 */
export function yearsAt(words: readonly string[], start: number, latest: number): YearMention | undefined {
  const word = words[start]!;
  const next = spanAt(words, start + 1, latest);
  if (next !== undefined) {
    const [first, last] = next.years;
    const length = next.length + 1;
    const second = spanAt(words, start + next.length + 2, latest);
    if ((word === 'between' || word === 'from') && ['and', 'to'].includes(words[start + length] ?? '') && second)
      return { length: length + 1 + second.length, years: ordered(first, second.years[1]), certain: true };
    if (word === 'before') return { length, years: [FIRST_YEAR, first - 1], certain: true };
    if (word === 'after') return { length, years: [Math.min(last + 1, LAST_YEAR), LAST_YEAR], certain: true };
    if (word === 'since') return { length, years: [first, LAST_YEAR], certain: true };
    if (['from', 'in', 'of', 'year', 'the', 'during'].includes(word))
      return { length, years: next.years, certain: next.certain || word !== 'the' };
  }
  const span = spanAt(words, start, latest);
  if (span !== undefined && ['to', 'until'].includes(words[start + span.length] ?? '')) {
    const second = spanAt(words, start + span.length + 1, latest);
    if (second !== undefined)
      return { length: span.length + 1 + second.length, years: ordered(span.years[0], second.years[1]), certain: true };
  }
  return span;
}

/** A decade or a year, without words around it but an article. */
function spanAt(words: readonly string[], start: number, latest: number): YearMention | undefined {
  const word = words[start];
  if (word === undefined) return undefined;
  if (word === 'the' && words[start + 1] !== 'the') {
    const rest = spanAt(words, start + 1, latest);
    return rest === undefined ? undefined : { ...rest, length: rest.length + 1 };
  }
  const two = `${word} ${words[start + 1] ?? ''}`;
  const named = DECADES.get(two) ?? (word === CENTURY ? DECADES.get(words[start + 1] ?? '') : undefined);
  if (named !== undefined) return decade(named, 2);
  const short = SHORT_DECADE.exec(word);
  const long = LONG_DECADE.exec(word);
  const single = long ? Number(long[1]) * 10 : short ? centuryOf(Number(short[1]) * 10) : DECADES.get(word);
  if (single !== undefined) return decade(single, 1);
  const year = YEAR.test(word) ? Number(word) : NaN;
  return year >= FIRST_BARE_YEAR && year <= latest ? { length: 1, years: [year, year], certain: false } : undefined;
}

function centuryOf(decadeOfCentury: number): number {
  return (decadeOfCentury <= 10 ? 2_000 : 1_900) + decadeOfCentury;
}

function decade(first: number, length: number): YearMention {
  return { length, years: [first, first + 9], certain: true };
}

function ordered(a: number, b: number): readonly [number, number] {
  return a <= b ? [a, b] : [b, a];
}
