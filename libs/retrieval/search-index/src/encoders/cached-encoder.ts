import type { SentenceEncoder } from '@tiebreak/candidates';

/** Of 512 dimensions, these take 8 MB. */
const KEPT = 4_096;

/** Remembers the vectors of the latest single texts: the same queries come again and again. */
export function cachedEncoder(encoder: SentenceEncoder, kept = KEPT): SentenceEncoder {
  const { name, dimensions } = encoder;
  const vectors = new Map<string, Promise<Float32Array>>();
  return {
    name,
    dimensions,
    encode: (texts) => {
      const [text] = texts;
      if (text === undefined || texts.length > 1) return encoder.encode(texts);
      let vector = vectors.get(text);
      if (vector === undefined) {
        vector = encoder.encode(texts);
        // What failed is tried again.
        vector.catch(() => vectors.delete(text));
      }
      // The map is in order of use: the first is the one that was not asked for the longest.
      vectors.delete(text);
      vectors.set(text, vector);
      if (vectors.size > kept) vectors.delete(vectors.keys().next().value!);
      return vector;
    },
  };
}
