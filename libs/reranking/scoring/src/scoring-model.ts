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

/** A trained re-ranker as its graph computes it. Adapters implement it over ONNX Runtime. */
export interface ScoringModel {
  readonly version: ModelVersion;
  readonly schema: FeatureSchema;
  /** Version of the NLU whose hypotheses it was trained on; undefined when unknown. */
  readonly upstreamVersion?: string | undefined;
  /**
   * Scores row-major feature rows of the schema's columns, all in one call.
   * @returns calibrated probabilities of being right, in [0, 1], one a row
   */
  score(rows: Float32Array): Promise<ArrayLike<number>>;
  /** The log-odds of such rows before calibration, one a row. */
  logOdds(rows: Float32Array): Promise<ArrayLike<number>>;
}
