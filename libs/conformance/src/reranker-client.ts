import { toRerankRequestMessage, wire } from '@tiebreak/protocol';
import { toGrpcService } from '@tiebreak/protocol/grpc';
import type { RerankRequest } from '@tiebreak/scoring';
import { ServiceClient } from './service-client';

const { rerank } = toGrpcService(wire.RerankerServiceDefinition);

/** A plain client of a domain's service, for tests. */
export class RerankerClient extends ServiceClient {
  rerank(request: RerankRequest): Promise<wire.RerankResponse> {
    return this.call(rerank, toRerankRequestMessage(request));
  }
}
