import { randomUUID } from 'node:crypto';
import type { Resolver } from '@tiebreak/aggregation';
import { readResolveRequest, toResolveResponse, type wire } from '@tiebreak/protocol';
import { RequestRefused } from '@tiebreak/service-host';
import { type AggregatorMetrics, traced, type TraceHeaders, type Transport } from '@tiebreak/telemetry';

/** The aggregator's one operation, as both its transports call it. */
export class Aggregator {
  /**
   * @param domainDeadlineMs what a domain gets at most
   */
  constructor(
    private readonly resolver: Resolver,
    private readonly domainDeadlineMs: number,
    private readonly metrics: AggregatorMetrics,
  ) {}

  /**
   * Checks, resolves and answers a request, protobuf or proto3 JSON.
   * @param headersOf reads the request's headers, for its trace
   * @param remainingMs what is left of the caller's own deadline; Infinity without one
   * @throws RequestRefused
   */
  resolve(
    transport: Transport,
    message: unknown,
    headersOf: () => TraceHeaders,
    remainingMs: number,
  ): Promise<wire.ResolveResponse> {
    return traced('tiebreak.v1.AggregatorService/Resolve', 'server', headersOf, async (say) => {
      const response = await this.answer(transport, message, remainingMs);
      say({ 'tiebreak.request_id': response.requestId, 'tiebreak.decision': response.decision!.kind });
      return response;
    });
  }

  private async answer(transport: Transport, message: unknown, remainingMs: number): Promise<wire.ResolveResponse> {
    const start = performance.now();
    const reading = readResolveRequest(message);
    if (!reading.ok) {
      this.metrics.refused(transport);
      throw new RequestRefused(reading.violations);
    }
    const { value } = reading;
    const requestId = value.requestId === '' ? randomUUID() : value.requestId;
    const resolution = await this.resolver({ ...value, requestId }, this.deadlineFor(remainingMs));
    this.metrics.answered(transport, (performance.now() - start) / 1000, resolution);
    return toResolveResponse(resolution);
  }

  /** A tenth of the caller's time is kept for the way back. */
  private deadlineFor(remainingMs: number): number {
    return Math.max(1, Math.min(this.domainDeadlineMs, 0.9 * remainingMs));
  }
}
