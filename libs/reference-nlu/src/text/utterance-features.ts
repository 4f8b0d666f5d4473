import { featureBucket, hashText } from './feature-hash';
import type { Token } from './tokenize';

const ASK = { bias: 100, word: 101, pair: 102, triple: 103, first: 104, prefix: 110, suffix: 111, length: 120 };
const AFFIX = 4;
const FIRST = 3;
const LONGEST_COUNTED = 12;

/**
 * What a classifier may look at: words, their ends (typing errors spare one of them), pairs and triples of neighbours,
 * the first words, and how many there are.
 * @returns buckets of the features, each once, ascending
 */
export function utteranceFeatures(tokens: readonly Token[], seed: number): Uint32Array {
  const words = tokens.map(({ word }) => hashText(word));
  const buckets = new Set<number>();
  const add = (template: number, first: number, second?: number): void => {
    buckets.add(featureBucket(seed, template, first, second));
  };
  add(ASK.bias, 0);
  add(ASK.length, Math.min(tokens.length, LONGEST_COUNTED));
  tokens.forEach(({ word }, i) => {
    add(ASK.word, words[i]!);
    add(ASK.prefix, hashText(word, 0, AFFIX));
    add(ASK.suffix, hashText(word, Math.max(0, word.length - AFFIX)));
    if (i < FIRST) add(ASK.first + i, words[i]!);
    if (i > 0) add(ASK.pair, words[i - 1]!, words[i]);
    if (i > 1) add(ASK.triple, featureBucket(seed, ASK.triple, words[i - 2]!, words[i - 1]), words[i]);
  });
  return Uint32Array.from(buckets).sort();
}
