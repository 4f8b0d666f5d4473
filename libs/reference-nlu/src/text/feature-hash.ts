import { mix32 } from '@tiebreak/statistics';

/**
 * Names of features, hashed. A feature is a template (which question is asked) and up to two texts (what was found there).
 * Template and texts are mixed in one after the other, so that "ab" beside "c" is not "a" beside "bc", and the same word
 * found elsewhere is another feature. What collides nevertheless shares a weight, which costs accuracy and nothing else.
 * @see Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009
 */

/** Features are told apart by so many bits. */
export const FEATURE_BITS = 20;

/** Hash of a text: FNV-1a over its UTF-16 code units from `from` up to `to`. 32 bits. */
export function hashText(text: string, from = 0, to = text.length): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/**
 * The bucket of a feature.
 * @param seed a whole number, of which the low 32 bits count; other seeds give unrelated buckets
 * @param template number of the question
 * @param first hash of what was found; 0 for questions without a text
 * @param second hash of what was found beside it, or 0
 * @returns a whole number in [0, 2^FEATURE_BITS)
 */
export function featureBucket(seed: number, template: number, first: number, second = 0): number {
  const asked = mix32(seed ^ Math.imul(template + 1, 0x9e3779b9));
  return mix32(mix32(asked ^ first) + Math.imul(second, 0x85ebca77)) >>> (32 - FEATURE_BITS);
}
