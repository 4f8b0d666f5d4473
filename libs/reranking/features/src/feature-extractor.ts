import type { Hypothesis, NBestList } from '@tiebreak/interpretation';

/**
 * The categorical values that a model knows, as its manifest records them.
 * A value that is not listed is no error: its one-hot columns are all zero.
 */
export interface FeatureVocabulary {
  readonly intents: readonly string[];
  readonly slotNames: readonly string[];
  /** For each context attribute (and "device"), the values seen in training. */
  readonly contextValues: Readonly<Record<string, readonly string[]>>;
}

/**
 * Turns one hypothesis, seen beside its domain's others, into one or more numbers.
 *
 * An extractor is immutable once a bundle names its (name, version): a different computation is a new version,
 * which stands beside the old one.
 */
export interface FeatureExtractor {
  readonly name: string;
  readonly version: number;
  /** Names of the numbers, in order; the default is the extractor's own name. */
  readonly columns?: (vocabulary: FeatureVocabulary) => readonly string[];
  /** The numbers, finite, one for each column. `list` holds the same domain's hypotheses, this one among them. */
  readonly extract: (
    hypothesis: Hypothesis,
    list: NBestList,
    vocabulary: FeatureVocabulary,
  ) => number | readonly number[];
}
