import { featureBucket, hashText } from './feature-hash';
import type { Token } from './tokenize';

/** Words up to this far from a token are told by their distance, those a little farther by their side alone. */
const NEAR = 2;
const REACH = 4;
const LONGEST_AFFIX = 4;
/** Places farther from an end of the utterance are all alike. */
const LONGEST_COUNTED = 5;

/** Texts of places before the first and after the last word. */
const [BEFORE, AFTER] = [hashText('\u0002'), hashText('\u0003')];

/** One number for each question; numbers are never given to another question, since models are made of them. */
const ASK = {
  bias: 0,
  shape: 1,
  prefix: 10,
  suffix: 20,
  word: 30,
  pair: 40,
  left: 50,
  right: 51,
  start: 52,
  end: 53,
  lastWord: 54,
  fromStart: 55,
  fromEnd: 56,
  around: 60,
};

/**
 * What a tagger may look at for each token: the word, its ends and shape, its neighbours, pairs of them, the words to either
 * side, how the utterance starts and ends, and how far that is. Buckets may repeat.
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
    for (let j = Math.max(0, i - REACH); j < i; j++) add(ASK.left, words[j]!);
    for (let j = i + 1; j <= Math.min(tokens.length - 1, i + REACH); j++) add(ASK.right, words[j]!);
    const last = tokens.length - 1;
    add(ASK.start, at(0), at(1));
    add(ASK.end, at(last - 1), at(last));
    add(ASK.lastWord, at(last));
    add(ASK.fromStart, Math.min(i, LONGEST_COUNTED));
    add(ASK.fromEnd, Math.min(last - i, LONGEST_COUNTED));
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
