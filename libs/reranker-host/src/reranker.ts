import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { RankedHypothesis } from '@tiebreak/interpretation';
import { type AnsweringModel, rerank, type RerankRequest } from '@tiebreak/scoring';
import type { Lease, ModelRoster, Shadow } from '@tiebreak/serving';

export interface Answer {
  readonly model: AnsweringModel;
  readonly ranked: readonly RankedHypothesis[];
  /** Version of the NLU that the model was trained on; undefined when unknown. */
  readonly trainedOn: string | undefined;
}

/** Requests that may wait for a shadow at once; beyond, it is spared, so that a slow shadow holds neither memory nor CPU. */
const MOST_WAITING = 16;

/** Answers with the model whose turn it is, and lets a shadow score beside it, off the way of the answer. */
export class Reranker {
  private readonly log = new Logger(Reranker.name);
  private waiting = 0;

  /** @param domain the only one that is answered for */
  constructor(
    readonly domain: string,
    private readonly roster: ModelRoster,
  ) {}

  async rerank(request: RerankRequest): Promise<Answer> {
    // A request without an id has no other claim to be treated alike twice.
    const lease = this.roster.lease(request.requestId === '' ? randomUUID() : request.requestId);
    const ranked = await rerank(lease.model, request).catch((error: unknown) => {
      lease.end();
      throw error;
    });
    if (lease.shadow === undefined) lease.end();
    else void this.compare(lease, lease.shadow, request, ranked);
    const { version, upstreamVersion } = lease.model;
    return { model: { ...version, role: lease.role }, ranked, trainedOn: upstreamVersion };
  }

  /** Never rejects, and ends the lease. */
  private async compare(
    lease: Lease,
    { model, tally }: Shadow,
    request: RerankRequest,
    given: readonly RankedHypothesis[],
  ): Promise<void> {
    if (this.waiting >= MOST_WAITING) tally.skip();
    else {
      this.waiting++;
      try {
        tally.compare(given, await rerank(model, { ...request, explain: false }));
      } catch (error) {
        tally.fail();
        this.log.warn(`shadow ${model.version.version}: ${(error as Error).message}`);
      }
      this.waiting--;
    }
    lease.end();
  }
}
