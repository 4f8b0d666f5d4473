import { readFileSync } from 'node:fs';
import { ConfigurationError } from '@tiebreak/configuration';
import { readPublicKey } from '@tiebreak/onnx-model/bundle-files';

/** The key that bundles have to be signed by. @throws ConfigurationError naming TIEBREAK_PUBLIC_KEY and what is wrong with the file */
export function publicKeyIn(file: string): ReturnType<typeof readPublicKey> {
  try {
    return readPublicKey(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigurationError(`TIEBREAK_PUBLIC_KEY: ${file}: ${(error as Error).message}`);
  }
}
