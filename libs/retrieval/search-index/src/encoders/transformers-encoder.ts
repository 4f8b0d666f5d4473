import type { SentenceEncoder } from '@tiebreak/candidates';

/** As much of the package as is used; it is not among our dependencies. */
interface Transformers {
  readonly env: { localModelPath: string; allowRemoteModels: boolean };
  readonly pipeline: (task: 'feature-extraction', model: string) => Promise<Extractor>;
}
type Extractor = (
  texts: readonly string[],
  options: { readonly pooling: 'mean'; readonly normalize: true },
) => Promise<{ readonly data: Float32Array; readonly dims: readonly number[] }>;

const PACKAGE = '@huggingface/transformers';

/**
 * A sentence encoder of your own, from a folder as the package "@huggingface/transformers" reads it. Install that
 * package beside Tiebreak; nothing is downloaded when it runs.
 * @throws Error saying what is missing
 */
export async function transformersEncoder(folder: string): Promise<SentenceEncoder> {
  const { env, pipeline } = (await import(PACKAGE).catch(() => {
    throw new Error(`encoder: expected the package ${PACKAGE}, which is not installed; run "npm install ${PACKAGE}"`);
  })) as Transformers;
  const slash = folder.replace(/\/+$/, '').lastIndexOf('/');
  env.allowRemoteModels = false;
  env.localModelPath = slash < 0 ? '.' : folder.slice(0, slash);
  const extract = await pipeline('feature-extraction', folder.slice(slash + 1).replace(/\/+$/, ''));
  const encode = async (texts: readonly string[]): Promise<{ data: Float32Array; dims: readonly number[] }> =>
    extract(texts, { pooling: 'mean', normalize: true });
  const { dims } = await encode(['a']);
  return {
    name: `transformers:${folder}`,
    dimensions: dims.at(-1)!,
    encode: async (texts) => (await encode(texts)).data,
  };
}
