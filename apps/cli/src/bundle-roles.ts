import type { KeyObject } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readNluBundle, signNluBundle } from '@tiebreak/nlu-model';
import { type BundleRole, findBundles, type FoundBundle, readRerankerBundle, signBundle } from '@tiebreak/onnx-model';
import { readRankerBundle, signRankerBundle } from '@tiebreak/ranker-model';
import { definitionOf } from './domains';
import { Refusal } from './refusal';

/** What can be done with bundles of one role. */
interface RoleCommands {
  /** Reads a bundle as the service does that it is for. @throws BundleError with all that is wrong */
  check(
    folder: string,
    domain: string,
    key: { readonly publicKey?: KeyObject },
  ): Promise<{ readonly version: string; readonly digest: string }>;
  /** @returns the digest that was signed @throws BundleError when the bundle is not sound */
  sign(folder: string, privateKey: KeyObject): Promise<string>;
}

/** In the order in which bundles are told. */
export const BUNDLE_ROLES: Readonly<Record<BundleRole, RoleCommands>> = {
  reranker: {
    check: async (folder, domain, key) => {
      const { features } = definitionOf(domain);
      const { manifest, model } = await readRerankerBundle(folder, { extractors: features, ...key });
      await model.release();
      return manifest;
    },
    sign: signBundle,
  },
  ranker: {
    check: async (folder, _domain, key) => {
      const { manifest, model } = await readRankerBundle(folder, key);
      await model.release();
      return manifest;
    },
    sign: signRankerBundle,
  },
  nlu: {
    check: async (folder, _domain, key) => (await readNluBundle(folder, key)).manifest,
    sign: signNluBundle,
  },
};

const ROLES = Object.keys(BUNDLE_ROLES) as BundleRole[];

/** The bundles under a folder, or the folder itself when it has a model. @throws Refusal */
export async function bundlesIn(folder: string): Promise<FoundBundle[]> {
  // Whoever wrote a manifest without a role or a domain wants to hear that, not that there is no bundle.
  const files = await readdir(folder).catch((): string[] => []);
  if (files.includes('model.onnx') || files.includes('weights.bin')) return [await bundleAt(folder)];
  return findBundles(folder, ...ROLES).catch((error: unknown) => {
    throw new Refusal((error as Error).message);
  });
}

/** A folder as what its manifest says it is, or, where that says nothing, as what its files look like. */
export async function bundleAt(folder: string): Promise<FoundBundle> {
  const { role, domain } = await manifestIn(folder);
  const files = await readdir(folder).catch((): string[] => []);
  const usual = files.includes('weights.bin') ? 'nlu' : 'reranker';
  return {
    role: ROLES.find((known) => known === role) ?? usual,
    domain: typeof domain === 'string' ? domain : '',
    folder,
  };
}

async function manifestIn(folder: string): Promise<{ readonly role?: unknown; readonly domain?: unknown }> {
  try {
    return (JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) ?? {}) as object;
  } catch {
    return {};
  }
}
