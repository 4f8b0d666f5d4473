import type { Interpreter } from '@tiebreak/aggregation';
import { readInterpretResponse, toInterpretRequestMessage, wire } from '@tiebreak/protocol';
import { toGrpcService } from '@tiebreak/protocol/grpc';
import type { ServiceCaller } from '../domain-call/service-caller';
import { tracedHop } from './traced-hop';
import { trusted } from './trusted';

const { interpret } = toGrpcService(wire.NluServiceDefinition);

/** An NLU in another process, which may be anybody's: what it answers is checked as what callers send is. */
export function grpcInterpreter(caller: ServiceCaller): Interpreter {
  return {
    interpret: (request, { deadlineMs, gone }) =>
      tracedHop('tiebreak.v1.NluService/Interpret', async () => {
        const limits = { deadlineMs, signal: gone };
        const called = await caller.call(interpret, toInterpretRequestMessage(request), limits);
        return called.status === 'answered' ? trusted(readInterpretResponse(called.answer, request.utterance)) : called;
      }),
  };
}
