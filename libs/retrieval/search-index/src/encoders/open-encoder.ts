import { hashedEncoder, type SentenceEncoder } from '@tiebreak/candidates';
import { transformersEncoder } from './transformers-encoder';

/** Prefix of the encoders that come from a folder: "transformers:/path/to/model". */
const FROM_FOLDER = 'transformers:';

/** What `openEncoder` knows. */
export const ENCODERS = `"sentence", "hashed" or "${FROM_FOLDER}FOLDER"`;

/** The encoder of that name. @throws RangeError when there is none */
export async function openEncoder(name: string): Promise<SentenceEncoder> {
  if (name === 'hashed' || name === hashedEncoder.name) return hashedEncoder;
  // Loaded only where it is used: the package listens for faults of the whole process.
  if (name === 'sentence') return (await import('./sentence-encoder')).sentenceEncoder();
  if (name.startsWith(FROM_FOLDER)) return transformersEncoder(name.slice(FROM_FOLDER.length));
  throw new RangeError(`encoder: expected ${ENCODERS}, got "${name}"`);
}
