import type { FeatureSchema } from '@tiebreak/features';

/** How a loaded model stands: it answers, scores beside the answers, or answers a share of the requests. */
export type ModelRole = 'active' | 'shadow' | 'canary';

/** Identity of a released model. */
export interface ModelVersion {
  readonly domain: string;
  /** Semantic version of the bundle. */
  readonly version: string;
  /** "sha256:<hex>" of the bundle. */
  readonly digest: string;
  /** Identity of the bundle's own feature list. */
  readonly featureFingerprint: string;
}

/** A model in the role in which it answered. */
export interface AnsweringModel extends ModelVersion {
  readonly role: ModelRole;
}

/** What a model says of a batch of rows. */
export interface ModelScores {
  /** Log-odds before calibration, one a row. */
  readonly logOdds: ArrayLike<number>;
  /** Calibrated probabilities of being right, in [0, 1], one a row. */
  readonly scores: ArrayLike<number>;
}

/** A trained re-ranker as its graph computes it. Adapters implement it over ONNX Runtime. */
export interface ScoringModel {
  readonly version: ModelVersion;
  readonly schema: FeatureSchema;
  /** Version of the NLU whose hypotheses it was trained on; undefined when unknown. */
  readonly upstreamVersion?: string | undefined;
  /** Scores row-major feature rows of the schema's columns, all in one call. */
  score(rows: Float32Array): Promise<ModelScores>;
}
