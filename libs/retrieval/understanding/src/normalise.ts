/** What stays as it is, as most text that was normalised before. */
const PLAIN = /^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/;

/**
 * Text as queries and titles are compared: lower case, without accents, punctuation and invisible characters, words
 * separated by one blank. Letters and digits of every script stay. Normalising twice changes nothing.
 */
export function normalise(text: string): string {
  return PLAIN.test(text) ? text : normaliseAny(text);
}

function normaliseAny(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}'’]/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
