import type { DomainAnswer } from '@tiebreak/aggregation';
import type { Hypothesis, Probability, RankedHypothesis } from '@tiebreak/interpretation';
import { ModelRole } from './generated/tiebreak/v1/interpretation';
import type { RerankResponse } from './generated/tiebreak/v1/reranker';

/**
 * A domain service's answer as the aggregator takes it. Hypotheses are matched by id, so what was asked is what comes
 * back; an answer without a model, or about other hypotheses, is no answer.
 */
export function fromRerankResponse(response: RerankResponse, asked: readonly Hypothesis[]): DomainAnswer {
  const byId = new Map(asked.map((hypothesis) => [hypothesis.id, hypothesis]));
  const ranked: RankedHypothesis[] = [];
  for (const { hypothesis: echoed, score, bundleScore, contributions } of response.ranked) {
    const hypothesis = byId.get(echoed?.id ?? '');
    if (hypothesis === undefined)
      return { status: 'unavailable', error: 'the answer names a hypothesis that was not asked' };
    // The aggregator checks the range before it uses a score.
    ranked.push({
      hypothesis,
      score: score as Probability,
      bundleScore: bundleScore as Probability,
      contributions,
      fallback: false,
    });
  }
  if (response.model === undefined)
    return { status: 'unavailable', error: 'the answer does not say which model gave it' };
  const { domain, version, digest, featureFingerprint } = response.model;
  // Only an active model or a canary answers, and services of before canaries did not say which.
  const role = response.model.role === ModelRole.MODEL_ROLE_CANARY ? 'canary' : 'active';
  return { status: 'ranked', model: { domain, version, digest, featureFingerprint, role }, ranked };
}
