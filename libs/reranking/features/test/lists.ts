import { type Hypothesis, type NBestList, probability, type SlotValue } from '@tiebreak/interpretation';
import { defineFeatures, type FeatureExtractor, type FeatureVocabulary } from '../src/index';

/** What the random lists of @tiebreak/arbitraries hold, in part: the rest is unseen. */
export const vocabulary: FeatureVocabulary = {
  intents: ['Play', 'Rate'],
  slotNames: ['album', 'artist'],
  contextValues: { device: ['phone', 'speaker'] },
};

/** A hypothesis with the given upstream scores (domain, intent, ner). */
export function hypothesis(scores: readonly [number, number, number], changes: Partial<Hypothesis> = {}): Hypothesis {
  const [domain, intent, ner] = scores.map(probability);
  return {
    id: 'h0',
    domain: 'Music',
    intent: 'Play',
    slots: [],
    scores: { domain: domain!, intent: intent!, ner: ner! },
    signals: {},
    ...changes,
  };
}

/** The hypotheses as the readings of one utterance. */
export function listOf(hypotheses: readonly Hypothesis[], changes: Partial<NBestList> = {}): NBestList {
  return {
    utterance: 'play mary poppins',
    locale: '',
    context: { device: 'phone', attributes: {} },
    ...changes,
    hypotheses,
  };
}

/** A slot without offsets. */
export const slot = (name: string, value: string, changes: Partial<SlotValue> = {}): SlotValue => ({
  name,
  value,
  entityId: '',
  ...changes,
});

/** What one extractor says of every hypothesis, by column. */
export function extracted(extractor: FeatureExtractor, list: NBestList): Record<string, number>[] {
  const { columns, extract } = defineFeatures([extractor], vocabulary);
  const rows = extract(list);
  return list.hypotheses.map((_, row) =>
    Object.fromEntries(columns.map((column, i) => [column, rows[row * columns.length + i]!])),
  );
}
