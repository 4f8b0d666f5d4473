import { probability } from '@tiebreak/interpretation';
import type { JoinedOutcome, LoggedDecision, OutcomeReport } from '../src/index';

/** At which the joint map takes scores for independent evidence. */
export const MAP = { slope: 1, intercept: 0, utteranceSlope: 0 };

type Scored = readonly [id: string, domain: string, score: number];

export function decisionOf(scored: readonly Scored[], models = ['Music', 'Books'], version = '1.0.0'): LoggedDecision {
  const half = probability(0.5);
  return {
    ...{ requestId: 'r', decidedAt: 0, utterance: undefined, locale: '', context: { device: '', attributes: {} } },
    hypotheses: scored.map(([id, domain, score]) => ({
      hypothesis: {
        ...{ id, domain, intent: 'Play', slots: [], signals: {} },
        scores: { domain: half, intent: half, ner: half },
      },
      ...{ score: probability(score), bundleScore: probability(score), fallback: !models.includes(domain) },
    })),
    models: Object.fromEntries(
      models.map((domain) => [
        domain,
        { domain, version, digest: `sha256:${domain}-${version}`, featureFingerprint: '', role: 'active' as const },
      ]),
    ),
    decision: { kind: 'act', options: [], probabilityRight: half },
  };
}

export const reportOf = (said: Partial<OutcomeReport>): OutcomeReport => ({
  ...{ requestId: 'r', rightHypothesisId: '', wrongHypothesisIds: [], noneRight: false, occurredAt: 0 },
  ...said,
});

export const joined = (decision: LoggedDecision, said: Partial<OutcomeReport>, position = 1): JoinedOutcome => ({
  ...{ position, decision, report: reportOf(said) },
});
