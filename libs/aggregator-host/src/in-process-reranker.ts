import type { DomainReranker } from '@tiebreak/aggregation';
import { rerank, type ScoringModel } from '@tiebreak/scoring';

/**
 * A domain whose model runs in this process: for the command line, tests and small installations.
 * It gives the same bits as the gRPC adapter; its deadline is never exceeded, because nothing can interrupt a run.
 */
export function inProcessReranker(model: ScoringModel): DomainReranker {
  return {
    rerank: async (request) => ({
      status: 'ranked',
      model: { ...model.version, role: 'active' },
      ranked: await rerank(model, request),
    }),
  };
}
