import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { featureFingerprint } from '@tiebreak/features';
import { type RankerBundle, type RankerManifest, readRankerBundle } from '@tiebreak/ranker-model';
import type { ModelVersion } from '@tiebreak/scoring';
import type { CandidateRanker } from '@tiebreak/search-pipeline';
import { priorRanker } from '@tiebreak/search-pipeline';
import { type ExchangeableModels, type ModelRoster, type ReleasableModel, type Rollout } from '@tiebreak/serving';
import { learnedRanker } from './learned-ranker';

/** A ranker that stands in a roster. */
export interface LoadedRanker extends ReleasableModel {
  readonly ranker: CandidateRanker;
}

/** Where rankers come from. */
export interface RankerSource {
  /** Folder of bundles: what is in the one called as a domain ranks it from the start. */
  readonly rankers: string;
  /** Bundles without a signature by this key are refused; absent: signatures are not looked at. */
  readonly publicKey?: KeyObject;
}

/** Before every bundle, so that any may follow it. */
const PRIOR_VERSION = '0.0.0';
/** A ranker's order is not compared with another's, so none stands in the shadow. */
const ROLLOUTS: readonly Rollout['role'][] = ['canary'];

/**
 * The ranker that a domain begins with: the bundle in its folder, or the one before anything was learned.
 * @param columns names of the features that this build fills, in order
 * @throws BundleError
 */
export async function firstRanker(
  domain: string,
  source: RankerSource,
  columns: readonly string[],
): Promise<LoadedRanker> {
  const folder = join(source.rankers, domain);
  if (existsSync(folder))
    return loadedRanker(await readRankerBundle(folder, { ...expectations(source), domain }), columns);
  const version = { domain, version: PRIOR_VERSION, digest: '', featureFingerprint: '' };
  return { version, ranker: priorRanker(columns), release: () => Promise.resolve() };
}

/** The rankers of all domains, to be exchanged while they rank. */
export function exchangeableRankers(
  source: RankerSource,
  rosters: ReadonlyMap<string, ModelRoster<LoadedRanker>>,
  columns: readonly string[],
): ExchangeableModels<LoadedRanker> {
  return {
    ...{ root: source.rankers, rosters, rollouts: ROLLOUTS },
    read: async (folder) => {
      const bundle = await readRankerBundle(folder, expectations(source));
      return { manifest: bundle.manifest, model: loadedRanker(bundle, columns) };
    },
  };
}

function expectations({ publicKey }: RankerSource): { readonly publicKey?: KeyObject } {
  return publicKey === undefined ? {} : { publicKey };
}

function loadedRanker(bundle: RankerBundle, columns: readonly string[]): LoadedRanker {
  return {
    version: versionOf(bundle.manifest),
    ranker: learnedRanker(bundle, columns),
    release: () => bundle.model.release(),
  };
}

function versionOf({ domain, version, digest, features }: RankerManifest): ModelVersion {
  const entries = features.map(({ name, version: of }) => ({ name, version: of, columns: [name] }));
  return { domain, version, digest, featureFingerprint: featureFingerprint(entries) };
}
