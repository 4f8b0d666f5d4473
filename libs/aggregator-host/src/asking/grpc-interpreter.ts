import type { HopAnswer, Interpreter } from '@tiebreak/aggregation';
import { describeViolation, type Hypothesis } from '@tiebreak/interpretation';
import { readInterpretResponse, toInterpretRequestMessage, wire } from '@tiebreak/protocol';
import { toGrpcService } from '@tiebreak/protocol/grpc';
import type { ServiceCaller } from '../domain-call/service-caller';
import { tracedHop } from './traced-hop';

const { interpret } = toGrpcService(wire.NluServiceDefinition);

/** An NLU in another process, which may be anybody's: what it answers is checked as what callers send is. */
export function grpcInterpreter(caller: ServiceCaller): Interpreter {
  return {
    interpret: (request, { deadlineMs, gone }) =>
      tracedHop('tiebreak.v1.NluService/Interpret', async () => {
        const limits = { deadlineMs, signal: gone };
        const called = await caller.call(interpret, toInterpretRequestMessage(request), limits);
        return called.status === 'answered' ? read(called.answer, request.utterance) : called;
      }),
  };
}

function read(answer: wire.InterpretResponse, utterance: string): HopAnswer<readonly Hypothesis[]> {
  const reading = readInterpretResponse(answer, utterance);
  if (reading.ok) return { status: 'answered', answer: reading.value };
  const [first, ...others] = reading.violations;
  const more = others.length === 0 ? '' : `; and ${others.length} more`;
  return { status: 'unavailable', error: `the answer breaks the contract: ${describeViolation(first!)}${more}` };
}
