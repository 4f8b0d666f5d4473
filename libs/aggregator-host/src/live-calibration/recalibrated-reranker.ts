import type { DomainReranker } from '@tiebreak/aggregation';
import { recalibrate, type Recalibration } from '@tiebreak/live-calibration';

/**
 * A domain whose scores are recalibrated on their way into the merge; `bundleScore` stays what its model said. The identity
 * passes answers on as they are.
 * @param of what is done to the scores of the bundle of a digest
 */
export function recalibratedReranker(reranker: DomainReranker, of: (digest: string) => Recalibration): DomainReranker {
  return {
    rerank: async (request, deadlineMs) => {
      const answer = await reranker.rerank(request, deadlineMs);
      if (answer.status !== 'ranked') return answer;
      const recalibration = of(answer.model.digest);
      if (recalibration.scale === 1 && recalibration.shift === 0) return answer;
      const ranked = answer.ranked.map((one) => ({ ...one, score: recalibrate(one.bundleScore, recalibration) }));
      return { ...answer, ranked };
    },
  };
}
