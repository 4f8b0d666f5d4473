import type { FeatureExtractor } from '../feature-extractor';

/**
 * How many of the utterance's words (split at white space) lie in slots, how many do not, and the share that does.
 * A slot without offsets covers as many words as its value has.
 */
export const tokenCoverage: FeatureExtractor = {
  name: 'token_coverage',
  version: 1,
  columns: () => ['tokens_covered', 'tokens_uncovered', 'token_coverage'],
  extract: ({ slots }, { utterance }) => {
    const tokens = countTokens(utterance);
    const inSlots = slots.reduce((sum, { value, start, end }) => {
      const text = start === undefined || end === undefined ? value : utterance.slice(start, end);
      return sum + countTokens(text);
    }, 0);
    const covered = Math.min(inSlots, tokens);
    return [covered, tokens - covered, tokens === 0 ? 0 : covered / tokens];
  },
};

function countTokens(text: string): number {
  return text.split(/\s+/).filter((token) => token !== '').length;
}
