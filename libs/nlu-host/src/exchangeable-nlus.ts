import type { KeyObject } from 'node:crypto';
import { type NluBundle, readNluBundle } from '@tiebreak/nlu-model';
import type { DomainNlu } from '@tiebreak/reference-nlu';
import { type ExchangeableModels, ModelRoster, type ReleasableModel } from '@tiebreak/serving';

/** A domain's NLU that stands in a roster. */
export interface LoadedNlu extends ReleasableModel {
  readonly nlu: DomainNlu;
}

/** Where NLUs come from while the service runs. */
export interface NluSource {
  /** Folder that bundles are activated from, and nothing outside of it. */
  readonly root: string;
  /** Bundles without a signature by this key are refused; absent: signatures are not looked at. */
  readonly publicKey?: KeyObject;
}

/** The rosters of all domains, each with the bundle that it begins with, in the bundles' order. */
export function rostersOf(bundles: readonly NluBundle[]): ReadonlyMap<string, ModelRoster<LoadedNlu>> {
  return new Map(bundles.map((bundle) => [bundle.manifest.domain, new ModelRoster(loadedNlu(bundle))]));
}

/** The NLUs of all domains, to be exchanged while they answer. */
export function exchangeableNlus(
  { root, publicKey }: NluSource,
  rosters: ReadonlyMap<string, ModelRoster<LoadedNlu>>,
): ExchangeableModels<LoadedNlu> {
  return {
    ...{ root, rosters },
    // One's hypotheses are not compared with another's, so none stands in the shadow.
    rollouts: ['canary'],
    read: async (folder) => {
      const bundle = await readNluBundle(folder, publicKey === undefined ? {} : { publicKey });
      return { manifest: bundle.manifest, model: loadedNlu(bundle) };
    },
  };
}

function loadedNlu({ manifest, nlu }: NluBundle): LoadedNlu {
  const { domain, version, digest } = manifest;
  // It has no features that another lib extracts, and no memory but that of this process.
  return { nlu, version: { domain, version, digest, featureFingerprint: '' }, release: () => Promise.resolve() };
}
