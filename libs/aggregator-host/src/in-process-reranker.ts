import type { DomainReranker } from '@tiebreak/aggregation';
import { type AnsweringModel, rerank, type ScoringModel } from '@tiebreak/scoring';

/**
 * A domain whose model runs in this process: for the command line, tests and small installations.
 * It gives the same bits as the gRPC adapter; its deadline is never exceeded, because nothing can interrupt a run.
 */
export function inProcessReranker(model: ScoringModel): DomainReranker {
  const answering: AnsweringModel = { ...model.version, role: 'active' };
  return {
    rerank: async (request) => ({ status: 'ranked', model: answering, ranked: await rerank(model, request) }),
  };
}
