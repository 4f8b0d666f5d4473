import { stemmer } from 'stemmer';
import { normalise } from '@tiebreak/understanding';
import type { SentenceEncoder } from '../ports';
import { characterGrams } from './grams';

const DIMENSIONS = 64;
const WORD_WEIGHT = 2;

/**
 * Vectors without a model: each stem and each sequence of letters adds to one coordinate or takes from it, as its hash
 * says. Near when texts share words or their parts; far faster than a sentence encoder, and blind to
 * meaning.
 * @see Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009
 */
export const hashedEncoder: SentenceEncoder = {
  name: `hashed-${DIMENSIONS}`,
  dimensions: DIMENSIONS,
  encode: (texts) => {
    const vectors = new Float32Array(texts.length * DIMENSIONS);
    texts.forEach((text, i) => {
      hashInto(vectors.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS), text);
    });
    return Promise.resolve(vectors);
  },
};

function hashInto(vector: Float32Array, text: string): void {
  const add = (term: string, weight: number): void => {
    const hash = fnv1a(term);
    vector[(hash >>> 1) % vector.length]! += hash & 1 ? weight : -weight;
  };
  for (const word of normalise(text).split(' ')) if (word !== '') add(stemmer(word), WORD_WEIGHT);
  for (const [gram, count] of characterGrams(text)) add(gram, count);
  const length = Math.hypot(...vector);
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i]! /= length;
}

/** @see Fowler, Noll and Vo's hash, 32 bits, 1a; mixed once more, for its low bits follow the last letter */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}
