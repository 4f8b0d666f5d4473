import type { ModelRoster, ReleasableModel, Rollout } from './model-roster';

/** What a manifest says of a bundle that concerns whoever exchanges models. */
export interface ReleasedBundle {
  readonly domain: string;
  readonly version: string;
  readonly digest: string;
  /** What the gate found. */
  readonly gate?: object;
}

/** Models of a service that can be exchanged while it runs. */
export interface ExchangeableModels<M extends ReleasableModel> {
  /** Folder that bundles are loaded from, and nothing outside of it. */
  readonly root: string;
  /** Which models of a domain answer, by domain. */
  readonly rosters: ReadonlyMap<string, ModelRoster<M>>;
  /** In what roles a second model may stand beside the active one. */
  readonly rollouts: readonly Rollout<M>['role'][];
  /** Reads, checks and warms a bundle. @throws BundleError when it cannot be used */
  read(folder: string): Promise<{ readonly manifest: ReleasedBundle; readonly model: M }>;
}
