import { findBundles, readBundleFiles, readRerankerBundle, type RerankerBundle } from '@tiebreak/onnx-model';
import { definitionOf } from '../domains';
import { Refusal } from '../refusal';

/** The bundles of a gate run, loaded side by side. */
export interface GateBundles {
  readonly incumbent: RerankerBundle;
  readonly candidate: RerankerBundle;
  readonly lastMajor?: RerankerBundle;
  /** One for each other domain under the folder; the judged domain's own is left out. */
  readonly others: readonly RerankerBundle[];
}

export interface GateFolders {
  readonly incumbent: string;
  readonly candidate: string;
  readonly lastMajor?: string;
  readonly others: string;
}

/**
 * Loads the bundles; candidate and last major release must be of the incumbent's domain.
 * @throws BundleError, Refusal
 */
export async function loadGateBundles(folders: GateFolders): Promise<GateBundles> {
  const { domain } = (await readBundleFiles(folders.incumbent, 'reranker')).manifest;
  const found = await findBundles(folders.others, 'reranker').catch((error: unknown) => {
    throw new Refusal((error as Error).message);
  });
  return {
    incumbent: await load(folders.incumbent, domain),
    candidate: await load(folders.candidate, domain),
    ...(folders.lastMajor === undefined ? {} : { lastMajor: await load(folders.lastMajor, domain) }),
    others: await Promise.all(
      found.filter((other) => other.domain !== domain).map((other) => load(other.folder, other.domain)),
    ),
  };
}

function load(folder: string, domain: string): Promise<RerankerBundle> {
  return readRerankerBundle(folder, { domain, extractors: definitionOf(domain).features });
}
