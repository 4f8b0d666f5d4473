import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { readRerankRequest, toRerankResponse, type wire } from '@tiebreak/protocol';
import { rerank, type ScoringModel } from '@tiebreak/scoring';
import { accept, GrpcErrors } from '@tiebreak/service-host';

/** Injection token of the model that a domain's service scores with. */
export const SCORING_MODEL = Symbol('ScoringModel');

/** tiebreak.v1.RerankerService over one domain's model. */
@Controller()
@UseFilters(GrpcErrors)
export class RerankController {
  constructor(@Inject(SCORING_MODEL) private readonly model: ScoringModel) {}

  @GrpcMethod('RerankerService', 'Rerank')
  async rerank(message: wire.RerankRequest): Promise<wire.RerankResponse> {
    const request = accept(readRerankRequest(message, this.model.version.domain));
    return toRerankResponse(request.requestId, this.model.version, await rerank(this.model, request));
  }
}
