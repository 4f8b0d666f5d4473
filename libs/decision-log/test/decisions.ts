import { probability } from '@tiebreak/interpretation';
import type { LoggedDecision, OutcomeReport } from '@tiebreak/live-calibration';

/** A moment, in milliseconds since 1970. */
export const NOON = Date.UTC(2026, 0, 1, 12);

export function decisionOf(requestId: string, decidedAt = NOON, utterance?: string): LoggedDecision {
  const scored = (id: string, domain: string, score: number) => ({
    hypothesis: {
      ...{ id, domain, intent: 'Play', slots: [{ name: 'title', value: 'a \u202e"ü', entityId: '' }] },
      scores: { domain: probability(0.5), intent: probability(0.5), ner: probability(1) },
      signals: { n: 0.1 + 0.2 },
    },
    score: probability(score),
    bundleScore: probability(score),
    fallback: false,
  });
  const model = {
    domain: 'Music',
    version: '1.1.0',
    digest: 'sha256:1',
    featureFingerprint: 'f',
    role: 'active' as const,
  };
  return {
    ...{ requestId, decidedAt, utterance, locale: 'en-US', context: { device: 'tv', attributes: { room: 'k' } } },
    hypotheses: [scored('a', 'Music', 0.1 + 0.2), scored('b', 'Books', 5e-324)],
    models: { Music: model },
    decision: { kind: 'act', options: ['a'], probabilityRight: probability(0.3) },
  };
}

export const reportOf = (requestId: string, rightHypothesisId = 'a'): OutcomeReport => ({
  ...{ requestId, rightHypothesisId, wrongHypothesisIds: [], noneRight: false, occurredAt: NOON + 1 },
});
