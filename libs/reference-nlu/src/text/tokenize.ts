/** A word of an utterance. Offsets count UTF-16 code units of the utterance as it was given. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** How features see it: compatibility forms, capitals and invisible characters folded away. May be empty. */
  readonly word: string;
}

/** Scripts that put no spaces between words: each of their letters is a token, with the marks upon it. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const CHUNK = new RegExp(String.raw`[${UNSPACED}][\p{Mn}\p{Mc}]*|[^\s${UNSPACED}]+`, 'gu');

/** What surrounds words without being part of them. Inside of a word ("o'neill", "r.e.m") it stays. */
const EDGE = String.raw`[.,!?;:…¿¡"'\u2018\u2019\u201c-\u201e«»()\[\]{}<>。、，！？「」『』]`;
const BEFORE = new RegExp(`^${EDGE}+`, 'u');
const AFTER = new RegExp(`${EDGE}+$`, 'u');

/**
 * Splits an utterance into its words, in order, without punctuation around them; a chunk of nothing but punctuation is a
 * token of its own.
 * @returns at least one token unless the utterance is blank
 */
export function tokenize(utterance: string): Token[] {
  return Array.from(utterance.matchAll(CHUNK), ({ 0: chunk, index }) => {
    const inner = chunk.replace(BEFORE, '');
    const text = inner === '' ? chunk : inner.replace(AFTER, '');
    const start = inner === '' ? index : index + chunk.length - inner.length;
    return { start, end: start + text.length, word: fold(text) };
  });
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u2018\u2019]/g, "'");
}
