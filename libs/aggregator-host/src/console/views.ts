/**
 * What the console is told beside the answers of the protocol: the JSON of `GET /v1/models` and `GET /v1/retrieval`.
 * Types alone, so that a browser's program can have them.
 */
import type { SeenRetrieval } from '@tiebreak/search-host/retrieval-view';

export type { DomainRetrievalView, StrategyView } from '@tiebreak/search-host/retrieval-view';
export type { CalibrationView, DomainPairView, ModelCalibrationView } from '../live-calibration/calibration-view';

/** The answer of `GET /v1/models`. */
export interface ModelsView {
  /** Whether `POST /v1/models/:domain/rollout` is allowed here. */
  readonly rollout: boolean;
  /** In the order of the registry. */
  readonly domains: readonly DomainModelsView[];
}

/** The models of one domain's service. */
export interface DomainModelsView {
  readonly domain: string;
  /** The active one first; none when the service was not reached. */
  readonly models: readonly StandingModelView[];
  /** How the shadow's answers differ from those given; absent without a shadow. */
  readonly shadow?: ShadowView;
  /** What was done to the models, oldest first. */
  readonly history: readonly ModelChangeView[];
  /** Why nothing is known, safe to show; empty otherwise. */
  readonly error: string;
}

export interface StandingModelView {
  readonly version: string;
  readonly digest: string;
  readonly role: 'active' | 'shadow' | 'canary';
  /** Share of the requests that it answers or, as a shadow, scores; in [0, 1]. */
  readonly trafficShare: number;
  /** Requests that it was given since it was put there; absent when the service does not say. */
  readonly requests?: number;
  /** What the release gate recorded in its manifest; absent when it was never asked, or the service does not say. */
  readonly gate?: GateView;
}

/** The gate's record in a manifest, as far as it is shown. */
export interface GateView {
  readonly passed: boolean;
  readonly rules: readonly {
    readonly rule: string;
    readonly passed: boolean;
    readonly measured?: number;
    readonly limit?: number;
  }[];
}

export interface ShadowView {
  readonly compared: number;
  readonly winnersDiffer: number;
  /** In log-odds. */
  readonly meanDistance: number;
  readonly failed: number;
}

export interface ModelChangeView {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly change: 'started' | 'active' | 'shadow' | 'canary' | 'ended';
  /** Folder under the service's model root; empty where none was named. */
  readonly bundle: string;
  readonly version?: string;
  readonly digest?: string;
  readonly trafficShare?: number;
  /** Why it was refused; absent when it was done. */
  readonly refused?: string;
}

/** The body of `POST /v1/models/:domain/rollout`. */
export type RolloutRequest =
  | { readonly action: 'canary' | 'shadow'; readonly bundle: string; readonly trafficShare: number }
  | { readonly action: 'activate'; readonly bundle: string }
  | { readonly action: 'rollback'; readonly bundle: string }
  | { readonly action: 'end' };

/** The answer of `GET /v1/retrieval`: what one replica of search has seen since it started. */
export type RetrievalView = SeenRetrieval & {
  /** Why nothing is known, safe to show; empty otherwise. Then `since` is empty too. */
  readonly error: string;
};
