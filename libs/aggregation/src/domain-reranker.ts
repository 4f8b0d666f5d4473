import type { RankedHypothesis } from '@tiebreak/interpretation';
import type { AnsweringModel, RerankRequest } from '@tiebreak/scoring';

/** How one domain answered a request for its scores. Lateness and death are answers too, not exceptions. */
export type DomainAnswer =
  | { readonly status: 'ranked'; readonly model: AnsweringModel; readonly ranked: readonly RankedHypothesis[] }
  /** Too late. */
  | { readonly status: 'deadlineExceeded'; readonly error: string }
  /** Down, or it refused. `error` is safe to show to the caller. */
  | { readonly status: 'unavailable'; readonly error: string };

/**
 * The port through which the aggregator sees a domain: over gRPC in production, in process elsewhere.
 * Both give the same bits.
 */
export interface DomainReranker {
  /** Scores the domain's own hypotheses; settles within `deadlineMs`, and does not reject. */
  rerank(request: RerankRequest, deadlineMs: number): Promise<DomainAnswer>;
}
