import { featureBucket, hashText } from './feature-hash';
import type { Token } from './tokenize';

/** Words up to this far from a token are looked at. */
const NEAR = 2;
const LONGEST_AFFIX = 4;

/** Texts of places before the first and after the last word. */
const [BEFORE, AFTER] = [hashText('\u0002'), hashText('\u0003')];

/** One number for each question; numbers are never given to another question, since models are made of them. */
const ASK = { bias: 0, shape: 1, prefix: 10, suffix: 20, word: 30, pair: 40, start: 52, around: 60, triple: 70 };

/**
 * What a tagger may look at for each token: the word, its ends and shape, its neighbours up to two words away, pairs and
 * triples of them, and how the utterance starts. Buckets may repeat.
 * @returns for each token, the buckets of its features
 */
export function tokenFeatures(tokens: readonly Token[], seed: number): Uint32Array[] {
  const words = tokens.map(({ word }) => hashText(word));
  const shapes = tokens.map(({ word }) => hashText(shapeOf(word)));
  const at = (i: number): number => (i < 0 ? BEFORE : (words[i] ?? AFTER));
  return tokens.map(({ word }, i) => {
    const buckets: number[] = [];
    const add = (template: number, first: number, second?: number): void => {
      buckets.push(featureBucket(seed, template, first, second));
    };
    add(ASK.bias, 0);
    for (let length = 1; length <= Math.min(LONGEST_AFFIX, word.length); length++) {
      add(ASK.prefix + length, hashText(word, 0, length));
      add(ASK.suffix + length, hashText(word, word.length - length));
    }
    for (let offset = -NEAR; offset <= NEAR; offset++) {
      add(ASK.word + offset, at(i + offset));
      add(ASK.shape + NEAR + offset, shapes[i + offset] ?? 0);
      if (offset < NEAR) add(ASK.pair + offset, at(i + offset), at(i + offset + 1));
    }
    add(ASK.around, at(i - 1), at(i + 1));
    for (let first = i - NEAR; first <= i; first++) {
      const pair = featureBucket(seed, ASK.triple, at(first), at(first + 1));
      add(ASK.triple + 1 + i - first, pair, at(first + 2));
    }
    add(ASK.start, at(0), at(1));
    return Uint32Array.from(buckets);
  });
}

/** Kinds of characters, runs shortened: "2nd" is "0a", "r.e.m" is "a.a.a". */
export function shapeOf(word: string): string {
  return word
    .replace(/\p{N}+/gu, '0')
    .replace(/[\p{L}\p{M}]+/gu, 'a')
    .replace(/[^0a.'\-&]+/gu, '_');
}
