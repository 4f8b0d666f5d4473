import type { KeyObject } from 'node:crypto';
import { signBundle } from '@tiebreak/onnx-model';
import { readRankerManifest } from './ranker-manifest';

/** Signs a ranker's bundle as `signBundle` does a re-ranker's. @returns the digest that was signed @throws BundleError */
export function signRankerBundle(folder: string, privateKey: KeyObject): Promise<string> {
  return signBundle(folder, privateKey, { role: 'ranker', check: readRankerManifest });
}
