/** How a tag's evidence becomes a probability: sigmoid(slope * evidence + intercept). */
export interface EvidenceCurve {
  /** Above 0. */
  readonly slope: number;
  readonly intercept: number;
}

/** What the tagged part of a catalogue teaches about the rest. Tags are canonical, words and names normalised. */
export interface ContentVocabulary {
  /** For each characteristic word, how much it speaks for a tag (above 0) or against it: a difference of log-odds. */
  readonly evidence: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** One curve for each tag that can be inferred from words. */
  readonly curves: ReadonlyMap<string, EvidenceCurve>;
  /** Tags that stand with a tag, with the share of its entities that have them, in (0, 1]. */
  readonly companions: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Tags of a creator's works: the mean weight over the works, drawn a little towards 0, in (0, 1). */
  readonly creatorTags: ReadonlyMap<string, ReadonlyMap<string, number>>;
}
