import type { Crf } from './crf/crf';
import type { SparseWeights } from './weights/sparse-weights';

/** What a model tells apart: names as they stand in hypotheses. */
export interface NluNames {
  readonly domain: string;
  /** At least one. */
  readonly intents: readonly string[];
  /** Names of slots; may be none. */
  readonly slots: readonly string[];
}

/** One domain's natural-language understanding: nothing in it knows of another domain. */
export interface NluModel extends NluNames {
  /** That features were hashed with. */
  readonly seed: number;
  /** Is it ours? Class 0 is no, class 1 yes. */
  readonly domainWeights: SparseWeights;
  /** Which of `intents`? */
  readonly intentWeights: SparseWeights;
  /** Where are which of `slots`? */
  readonly crf: Crf;
}
