import { defineFeatures, type FeatureSchema, type FeatureVocabulary } from '@tiebreak/features';
import { ofDomain, type ReferenceUtterance } from '@tiebreak/interpretation';
import type { RankedLists } from '@tiebreak/objectives';
import { countVocabulary, type DomainDefinition, logProductScore } from '@tiebreak/scoring';
import { startLists } from './training-lines';

/** Lines that can be read twice, from memory or from a file that would not fit there. */
export type LineSource = Iterable<ReferenceUtterance> | AsyncIterable<ReferenceUtterance>;

/** One domain's training lines as arrays. */
export interface TrainingSet {
  readonly vocabulary: FeatureVocabulary;
  readonly schema: FeatureSchema;
  readonly lists: RankedLists;
  /** The fold of each list. */
  readonly folds: Uint8Array;
  /** ln(domain * intent * ner) of each row: what the fallback curve reads. */
  readonly logProducts: Float64Array;
}

/**
 * Reads a domain's lines into arrays, in two passes: the first learns which values get columns, the second fills them.
 * No more than one line is held.
 * @param accept whether a line is learned from
 * @param foldOf the fold of a line, in [0, 255]
 */
export async function readTrainingSet(
  definition: DomainDefinition,
  source: LineSource,
  accept: (line: ReferenceUtterance) => boolean,
  foldOf: (line: ReferenceUtterance) => number,
): Promise<TrainingSet> {
  const count = countVocabulary(definition);
  let lines = 0;
  let rows = 0;
  for await (const line of ownView(source)) {
    count.add(line);
    lines++;
    rows += line.hypotheses.length;
  }
  const vocabulary = count.vocabulary();
  const schema = defineFeatures(definition.features, vocabulary);
  const filling = startLists(schema, definition.name, lines, rows);
  const folds = new Uint8Array(lines);
  const logProducts = new Float64Array(rows);
  let list = 0;
  let row = 0;
  for await (const line of ownView(source)) {
    filling.add(line);
    folds[list++] = foldOf(line);
    for (const { scores } of line.hypotheses) logProducts[row++] = logProductScore(scores);
  }
  return { vocabulary, schema, lists: filling.lists, folds, logProducts };

  async function* ownView(from: LineSource): AsyncGenerator<ReferenceUtterance> {
    for await (const line of from) {
      if (!accept(line)) continue;
      const own = ofDomain(line, definition.name);
      if (own.hypotheses.length > 0) yield own;
    }
  }
}
