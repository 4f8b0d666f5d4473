import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { readRerankRequest, toRerankResponse, type wire } from '@tiebreak/protocol';
import { accept, GrpcErrors } from '@tiebreak/service-host';
import { Reranker } from './reranker';

/** tiebreak.v1.RerankerService over one domain's models. */
@Controller()
@UseFilters(GrpcErrors)
export class RerankController {
  constructor(@Inject(Reranker) private readonly reranker: Reranker) {}

  @GrpcMethod('RerankerService', 'Rerank')
  async rerank(message: wire.RerankRequest): Promise<wire.RerankResponse> {
    const request = accept(readRerankRequest(message, this.reranker.domain));
    const { model, ranked } = await this.reranker.rerank(request);
    return toRerankResponse(request.requestId, model, ranked);
  }
}
