import { randomUUID } from 'node:crypto';
import type { Resolver } from '@tiebreak/aggregation';
import { readResolveRequest, toResolveResponse, type wire } from '@tiebreak/protocol';
import { accept } from '@tiebreak/service-host';

/** The aggregator's one operation, as both its transports call it. */
export class Aggregator {
  /**
   * @param domainDeadlineMs what a domain gets at most
   */
  constructor(
    private readonly resolver: Resolver,
    private readonly domainDeadlineMs: number,
  ) {}

  /**
   * Checks, resolves and answers a request, protobuf or proto3 JSON.
   * @param remainingMs what is left of the caller's own deadline; Infinity without one
   * @throws RequestRefused
   */
  async resolve(message: unknown, remainingMs: number): Promise<wire.ResolveResponse> {
    const request = accept(readResolveRequest(message));
    const requestId = request.requestId === '' ? randomUUID() : request.requestId;
    return toResolveResponse(await this.resolver({ ...request, requestId }, this.deadlineFor(remainingMs)));
  }

  /** A tenth of the caller's time is kept for the way back. */
  private deadlineFor(remainingMs: number): number {
    return Math.max(1, Math.min(this.domainDeadlineMs, 0.9 * remainingMs));
  }
}
