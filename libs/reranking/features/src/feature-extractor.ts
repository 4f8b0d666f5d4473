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
export type FeatureExtractor = SingleFeature | FeatureGroup;

/** One number, in a column of the extractor's own name. */
export interface SingleFeature extends Named {
  /** A finite number. `list` holds the same domain's hypotheses, this one among them. */
  readonly extract: (hypothesis: Hypothesis, list: NBestList, vocabulary: FeatureVocabulary) => number;
}

/** Several numbers, which belong together or are computed together. */
export interface FeatureGroup extends Named {
  /** Names of the numbers, in order. */
  readonly columns: (vocabulary: FeatureVocabulary) => readonly string[];
  /**
   * Writes the numbers, finite, one for each column: the first to `row[at]`. All are 0 before.
   * Written, not returned: requests ask for hundreds of them.
   */
  readonly write: (
    row: Float32Array,
    at: number,
    hypothesis: Hypothesis,
    list: NBestList,
    vocabulary: FeatureVocabulary,
  ) => void;
}

interface Named {
  readonly name: string;
  readonly version: number;
}

/** An extractor as a group, of one number or more. */
export function asGroup(extractor: FeatureExtractor): FeatureGroup {
  if ('write' in extractor) return extractor;
  const { name, version, extract } = extractor;
  return {
    name,
    version,
    columns: () => [name],
    write: (row, at, hypothesis, list, vocabulary) => {
      row[at] = extract(hypothesis, list, vocabulary);
    },
  };
}
