import { normalise } from '../normalise';

/** Small words that a text in the language can hardly do without, normalised; none stands in two rows. */
const SMALL_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: ['the', 'and', 'of', 'with', 'is', 'his', 'her', 'who', 'from', 'you', 'my', 'to', 'it'],
  fr: ['les', 'des', 'est', 'une', 'dans', 'pour', 'avec', 'sur', 'qui', 'je', 'et', 'aux', 'du'],
  es: ['los', 'las', 'el', 'y', 'por', 'mi', 'del', 'con', 'como', 'pero', 'muy', 'esta'],
  de: ['der', 'das', 'und', 'ein', 'eine', 'ist', 'mit', 'nicht', 'von', 'ich', 'den', 'dem', 'zu'],
  it: ['il', 'di', 'gli', 'che', 'della', 'per', 'sono', 'nel', 'lo', 'dei', 'alla', 'ed'],
  pt: ['os', 'uma', 'nao', 'com', 'dos', 'das', 'em', 'meu', 'seu', 'ao', 'um', 'ela', 'voce'],
};

/** Scripts that one language, of those that matter here, is written in. */
const SCRIPTS: readonly (readonly [language: string, letters: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['ko', /\p{Script=Hangul}/u],
  ['zh', /\p{Script=Han}/u],
  ['ru', /\p{Script=Cyrillic}/u],
  ['ar', /\p{Script=Arabic}/u],
  ['he', /\p{Script=Hebrew}/u],
  ['el', /\p{Script=Greek}/u],
  ['hi', /\p{Script=Devanagari}/u],
  ['th', /\p{Script=Thai}/u],
];
const READ_CHARACTERS = 1_000;
/** Small words of a language that have to stand there, and how many times those of the next. */
const FEWEST = 2;
const LEAST_RATIO = 2;

const LANGUAGE_OF_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries(SMALL_WORDS).flatMap(([language, words]) => words.map((word) => [word, language] as const)),
);

/** The ISO 639-1 code of the language that a text is written in, by script or small words; undefined when unsure. */
export function languageOf(text: string): string | undefined {
  const start = text.slice(0, READ_CHARACTERS);
  const script = SCRIPTS.find(([, letters]) => letters.test(start));
  if (script !== undefined) return script[0];
  const counts = new Map<string, number>();
  for (const word of new Set(normalise(start).split(' '))) {
    const language = LANGUAGE_OF_WORD.get(word);
    if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  return first !== undefined && first[1] >= FEWEST && first[1] >= LEAST_RATIO * (second?.[1] ?? 0)
    ? first[0]
    : undefined;
}
