import type { Metadata } from '@grpc/grpc-js';
import { Controller, Inject, Logger, UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { readRerankRequest, toRerankResponse, type wire } from '@tiebreak/protocol';
import { GrpcErrors, RequestRefused, traceOf } from '@tiebreak/service-host';
import { RerankerMetrics, traced } from '@tiebreak/telemetry';
import { Reranker } from './reranker';
import { UpstreamComparison } from './upstream-comparison';

/** tiebreak.v1.RerankerService over one domain's models. */
@Controller()
@UseFilters(GrpcErrors)
export class RerankController {
  private readonly log = new Logger(RerankController.name);
  private readonly upstream = new UpstreamComparison((message) => {
    this.log.warn(message);
  });

  constructor(
    @Inject(Reranker) private readonly reranker: Reranker,
    @Inject(RerankerMetrics) private readonly metrics: RerankerMetrics,
  ) {}

  @GrpcMethod('RerankerService', 'Rerank')
  rerank(message: wire.RerankRequest, metadata: Metadata): Promise<wire.RerankResponse> {
    return traced(
      'tiebreak.v1.RerankerService/Rerank',
      'server',
      () => traceOf(metadata),
      async (say) => {
        const response = await this.answer(message);
        const { version, role } = response.model!;
        say({ 'tiebreak.request_id': response.requestId, 'tiebreak.model': version, 'tiebreak.role': role });
        return response;
      },
    );
  }

  private async answer(message: wire.RerankRequest): Promise<wire.RerankResponse> {
    const start = performance.now();
    const reading = readRerankRequest(message, this.reranker.domain);
    if (!reading.ok) {
      this.metrics.count('refused');
      throw new RequestRefused(reading.violations);
    }
    const { requestId, upstreamVersion } = reading.value;
    const { model, ranked, trainedOn } = await this.reranker.rerank(reading.value).catch((error: unknown) => {
      this.metrics.count('failed');
      this.log.error({ requestId, message: (error as Error).message });
      throw error;
    });
    this.metrics.answered(model.role, (performance.now() - start) / 1000, ranked[0]!.score);
    this.metrics.compared(this.upstream.compare(upstreamVersion, trainedOn, model));
    return toRerankResponse(requestId, model, ranked);
  }
}
