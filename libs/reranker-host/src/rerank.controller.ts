import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { readRerankRequest, toRerankResponse, type wire } from '@tiebreak/protocol';
import { GrpcErrors, RequestRefused } from '@tiebreak/service-host';
import { RerankerMetrics } from '@tiebreak/telemetry';
import { Reranker } from './reranker';

/** tiebreak.v1.RerankerService over one domain's models. */
@Controller()
@UseFilters(GrpcErrors)
export class RerankController {
  constructor(
    @Inject(Reranker) private readonly reranker: Reranker,
    @Inject(RerankerMetrics) private readonly metrics: RerankerMetrics,
  ) {}

  @GrpcMethod('RerankerService', 'Rerank')
  async rerank(message: wire.RerankRequest): Promise<wire.RerankResponse> {
    const start = performance.now();
    const reading = readRerankRequest(message, this.reranker.domain);
    if (!reading.ok) {
      this.metrics.count('refused');
      throw new RequestRefused(reading.violations);
    }
    const { model, ranked } = await this.reranker.rerank(reading.value).catch((error: unknown) => {
      this.metrics.count('failed');
      throw error;
    });
    this.metrics.answered(model.role, (performance.now() - start) / 1000, ranked[0]!.score);
    return toRerankResponse(reading.value.requestId, model, ranked);
  }
}
