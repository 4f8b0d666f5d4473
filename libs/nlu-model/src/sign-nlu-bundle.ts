import type { KeyObject } from 'node:crypto';
import { signBundle } from '@tiebreak/onnx-model/bundle-files';
import { readNluManifest, WEIGHTS } from './nlu-manifest';

/** Signs an NLU's bundle as `signBundle` does a re-ranker's. @returns the digest that was signed @throws BundleError */
export function signNluBundle(folder: string, privateKey: KeyObject): Promise<string> {
  return signBundle(folder, privateKey, { role: 'nlu', check: readNluManifest, model: WEIGHTS });
}
