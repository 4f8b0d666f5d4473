import { canonicalWords } from '../vocabulary/genres';
import type { CatalogueVocabulary } from '../vocabulary/catalogue-vocabulary';
import { LANGUAGE_WORDS } from '../vocabulary/language-words';
import { TYPE_WORDS, type TypeWord } from '../vocabulary/type-words';
import type { ResultOrder } from '../query';
import { yearsAt } from './years';

/** Words that may say something of what is looked for, rather than name it. */
export type Mention = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'type'; readonly word: TypeWord }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'years'; readonly years: readonly [number, number]; readonly certain: boolean }
  | { readonly kind: 'language'; readonly language: string }
  | { readonly kind: 'order'; readonly order: ResultOrder }
);

/** What mentions are looked up in. */
export type KnownWords = Pick<CatalogueVocabulary, 'types' | 'tags'>;

const LONGEST = 4;
const ORDERS: ReadonlyMap<string, ResultOrder> = new Map([
  ...['latest', 'newest', 'new', 'recent', 'most recent'].map((word) => [word, 'newest'] as const),
  ...['top', 'best', 'greatest', 'popular', 'most popular', 'famous'].map((word) => [word, 'popular'] as const),
]);

/** The mentions of a text from left to right, the longest first; none overlap. @param latest the present year */
export function readMentions(words: readonly string[], known: KnownWords, latest: number): Mention[] {
  const mentions: Mention[] = [];
  for (let start = 0; start < words.length;) {
    const mention = mentionAt(words, start, known, latest);
    if (mention !== undefined) mentions.push(mention);
    start = mention?.end ?? start + 1;
  }
  return mentions;
}

function mentionAt(words: readonly string[], start: number, known: KnownWords, latest: number): Mention | undefined {
  const span = yearsAt(words, start, latest);
  if (span !== undefined) {
    const { length, years, certain } = span;
    return { start, end: start + length, kind: 'years', years, certain };
  }
  for (let length = Math.min(LONGEST, words.length - start); length > 0; length--) {
    const end = start + length;
    const text = words.slice(start, end).join(' ');
    const word = TYPE_WORDS.get(text);
    if (word !== undefined) {
      const types = word.types.filter((type) => known.types.has(type));
      if (types.length > 0) return { start, end, kind: 'type', word: { ...word, types } };
    }
    const language = LANGUAGE_WORDS.get(text);
    if (language !== undefined) return { start, end, kind: 'language', language };
    const tag = knownTag(text, known);
    if (tag !== undefined) return { start, end, kind: 'tag', tag };
    const order = ORDERS.get(text);
    if (order !== undefined) return { start, end, kind: 'order', order };
  }
  return undefined;
}

/** The catalogue's tag for a word, in its plural too: "thrillers". */
export function knownTag(text: string, { tags }: Pick<KnownWords, 'tags'>): string | undefined {
  const tag = canonicalWords(text);
  if (tags.has(tag)) return tag;
  const singular = text.endsWith('s') ? canonicalWords(text.slice(0, -1)) : tag;
  return tags.has(singular) ? singular : undefined;
}
