import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import type { LabelledUtterance } from '@tiebreak/interpretation';
import { wire } from '@tiebreak/protocol';
import { toGrpcService } from '@tiebreak/protocol/grpc';

/** An NLU that understands what stands in data lines, serving on a free port. */
export interface LineNlu {
  readonly address: string;
  /** The requests that came, in their order. */
  readonly asked: readonly wire.InterpretRequest[];
  close(): void;
}

/**
 * Starts an NLU that answers an utterance by the hypotheses of the first line with these words, and with none when no line
 * has them: what an aggregator asks when no model is to be tested.
 * @param answer how it answers instead, given what it would
 */
export async function startLineNlu(
  lines: readonly Pick<LabelledUtterance, 'utterance' | 'hypotheses'>[],
  answer: (usual: wire.InterpretResponse) => Promise<wire.InterpretResponse> = (usual) => Promise.resolve(usual),
): Promise<LineNlu> {
  const service = toGrpcService(wire.NluServiceDefinition);
  const asked: wire.InterpretRequest[] = [];
  const server = new Server();
  server.addService(service, {
    interpret: (
      { request }: { request: wire.InterpretRequest },
      done: (error: object | null, response?: wire.InterpretResponse) => void,
    ) => {
      asked.push(request);
      const line = lines.find(({ utterance }) => utterance === request.utterance);
      const usual = { requestId: request.requestId, hypotheses: line?.hypotheses ?? [] };
      answer(usual).then(
        (response) => {
          done(null, response);
        },
        (error: unknown) => {
          done({ code: status.INTERNAL, ...(error as object) });
        },
      );
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    asked,
    close: () => {
      server.forceShutdown();
    },
  };
}
