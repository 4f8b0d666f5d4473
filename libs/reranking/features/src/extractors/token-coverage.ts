import type { FeatureGroup } from '../feature-extractor';
import { rememberLast } from '../remember-last';

/**
 * How many of the utterance's words (split at white space) lie in slots, how many do not, and the share that does.
 * A slot without offsets covers as many words as its value has.
 */
export const tokenCoverage: FeatureGroup = {
  name: 'token_coverage',
  version: 1,
  columns: () => ['tokens_covered', 'tokens_uncovered', 'token_coverage'],
  write: (row, at, { slots }, { utterance }) => {
    const tokens = tokensOfUtterance(utterance);
    const inSlots = slots.reduce((sum, { value, start, end }) => {
      const text = start === undefined || end === undefined ? value : utterance.slice(start, end);
      return sum + countTokens(text);
    }, 0);
    const covered = Math.min(inSlots, tokens);
    row[at] = covered;
    row[at + 1] = tokens - covered;
    row[at + 2] = tokens === 0 ? 0 : covered / tokens;
  },
};

const tokensOfUtterance = rememberLast(countTokens);

/** As many as splitting at /\s+/ gives, without making them. */
function countTokens(text: string): number {
  let tokens = 0;
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const wasInside = inside;
    inside = !isSpace(text.charCodeAt(i));
    if (inside && !wasInside) tokens++;
  }
  return tokens;
}

/** Whether \s matches a UTF-16 code unit. */
function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return /\s/.test(String.fromCharCode(code));
}
