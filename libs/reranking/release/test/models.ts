import { defineFeatures, type FeatureExtractor } from '@tiebreak/features';
import { type Hypothesis, logit, probability, type ReferenceUtterance } from '@tiebreak/interpretation';
import type { ScoringModel } from '@tiebreak/scoring';

const domainScore: FeatureExtractor = { name: 'domain_score', version: 1, extract: ({ scores }) => scores.domain };

/** A re-ranker whose score is `of` the upstream domain score. */
export function domainModel(domain: string, of: (score: number) => number = (score) => score): ScoringModel {
  const schema = defineFeatures([domainScore], { intents: [], slotNames: [], contextValues: {} });
  return {
    version: { domain, version: '1.0.0', digest: '', featureFingerprint: schema.fingerprint },
    schema,
    score: (rows) => Promise.resolve(rows.map(of)),
    logOdds: (rows) => Promise.resolve(rows.map((score) => logit(of(score)))),
  };
}

/** A line whose hypotheses are written "Domain score"; the first one is what was meant. */
export function lineOf(id: string, ...readings: string[]): ReferenceUtterance {
  const hypotheses = readings.map((reading, i): Hypothesis => {
    const [domain, score] = reading.split(' ') as [string, string];
    const scores = { domain: probability(Number(score)), intent: probability(1), ner: probability(1) };
    return { id: `h${i}`, domain, intent: `reading ${i}`, slots: [], scores, signals: {} };
  });
  const { domain, intent, slots } = hypotheses[0]!;
  const context = { device: '', attributes: {} };
  return { id, utterance: `words of ${id}`, locale: '', context, hypotheses, truth: { domain, intent, slots } };
}
