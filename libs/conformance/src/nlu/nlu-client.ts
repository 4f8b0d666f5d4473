import { wire } from '@tiebreak/protocol';
import { toGrpcService } from '@tiebreak/protocol/grpc';
import { ServiceClient } from '../service-client';

const { interpret } = toGrpcService(wire.NluServiceDefinition);

/** A plain client of an NLU, for tests. */
export class NluClient extends ServiceClient {
  interpret(request: Partial<wire.InterpretRequest>): Promise<wire.InterpretResponse> {
    return this.call(interpret, { requestId: '', utterance: '', locale: '', nBest: 0, ...request });
  }
}
