import { normalise } from '../normalise';
import { ABBREVIATIONS, EQUAL_NAMES, PLAIN_LETTERS } from './equal-names';
import { numbersInDigits } from './number-words';
import { romanInDigits } from './roman-numerals';

const ARTICLES = new Set(['the', 'a', 'an']);
const LONGEST_NAME = Math.max(...EQUAL_NAMES.flat().map((name) => name.split(' ').length));
const NAMES: ReadonlyMap<string, string> = new Map(
  EQUAL_NAMES.flatMap(([name, ...spoken]) => spoken.map((form) => [form, name!] as const)),
);

/** Signs that stand for a letter within a word: P!nk, Ke$ha, A$AP. */
const LETTER_SIGNS: readonly (readonly [RegExp, string])[] = [
  [/(?<=\p{L})!(?=\p{L})/gu, 'i'],
  [/\$(?=\p{L})|(?<=\p{L})\$/gu, 's'],
  [/(?<=\p{L})@(?=\p{L})/gu, 'a'],
];
const PLUS = /(?<=\p{L}) \+ (?=\p{L})/gu;
/** What may stand or be missing between the parts of one name: AC/DC, Wu-Tang, N.W.A. */
const JOINTS = /(?<=[\p{L}\p{N}])[-/.*·](?=[\p{L}\p{N}])/gu;
const SPECIAL_LETTERS = new RegExp(`[${[...PLAIN_LETTERS.keys()].join('')}]`, 'g');

/**
 * The keys under which a text is found, however it is said or written: the normalised text first, then its other forms
 * (docs/how-to/spoken-forms.md lists them). Two texts are the same when they share a key, so a catalogue is indexed by
 * all of them and asked by all of them. At most 5, none twice; none for a text without letters and digits.
 */
export function spokenForms(text: string): string[] {
  const styled = LETTER_SIGNS.reduce((signed, [sign, letter]) => signed.replace(sign, letter), text);
  const spelled = canonical(styled.replace(PLUS, ' and '));
  const joined = canonical(styled.replace(JOINTS, ''));
  const keys = [normalise(text), spelled, joined, withoutArticle(spelled), withoutArticle(joined)];
  return [...new Set(keys)].filter((key) => key !== '');
}

/** One way of writing for all ways of saying. */
function canonical(text: string): string {
  const plain = normalise(text).replace(SPECIAL_LETTERS, (letter) => PLAIN_LETTERS.get(letter)!);
  const words = namesAsWritten(joinLetters(plain.split(' ')));
  const long = words.map((word, i) =>
    word === 'n' && i > 0 && i < words.length - 1 ? 'and' : (ABBREVIATIONS.get(word) ?? word),
  );
  return romanInDigits(numbersInDigits(long)).join(' ');
}

/** Names that are said otherwise than written, the longest first. */
function namesAsWritten(words: readonly string[]): string[] {
  const written: string[] = [];
  for (let start = 0; start < words.length;) {
    let length = Math.min(LONGEST_NAME, words.length - start);
    while (length > 0 && !NAMES.has(words.slice(start, start + length).join(' '))) length--;
    if (length === 0) written.push(words[start]!);
    else written.push(...NAMES.get(words.slice(start, start + length).join(' '))!.split(' '));
    start += Math.max(length, 1);
  }
  return written;
}

/** Letters that are spelled one by one, as one word: "n w a" is "nwa", "m a s h" is "mash". */
function joinLetters(words: readonly string[]): string[] {
  const joined: string[] = [];
  let letters = '';
  const flush = (): void => {
    if (letters !== '') joined.push(letters);
    letters = '';
  };
  for (const word of words) {
    if (/^\p{L}$/u.test(word)) letters += word;
    else {
      flush();
      joined.push(word);
    }
  }
  flush();
  return joined;
}

function withoutArticle(key: string): string {
  const blank = key.indexOf(' ');
  return blank > 0 && ARTICLES.has(key.slice(0, blank)) ? key.slice(blank + 1) : key;
}
