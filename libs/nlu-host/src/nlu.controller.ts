import { randomUUID } from 'node:crypto';
import type { Metadata } from '@grpc/grpc-js';
import { Controller, Inject, Logger, UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { Hypothesis } from '@tiebreak/interpretation';
import { readInterpretRequest, type wire } from '@tiebreak/protocol';
import { N_BEST } from '@tiebreak/reference-nlu';
import { accept, GrpcErrors, LoggedFault, RequestRefused, traceOf } from '@tiebreak/service-host';
import type { ModelRoster } from '@tiebreak/serving';
import { NluMetrics, traced } from '@tiebreak/telemetry';
import type { LoadedNlu } from './exchangeable-nlus';

/** The roster of every domain, in the order of their answers. */
export const ROSTERS = Symbol('the roster of every domain');

/** tiebreak.v1.NluService over the NLUs of all domains. */
@Controller()
@UseFilters(GrpcErrors)
export class NluController {
  private readonly log = new Logger(NluController.name);

  constructor(
    @Inject(ROSTERS) private readonly rosters: readonly ModelRoster<LoadedNlu>[],
    @Inject(NluMetrics) private readonly metrics: NluMetrics,
  ) {}

  @GrpcMethod('NluService', 'Interpret')
  interpret(message: wire.InterpretRequest, metadata: Metadata): Promise<wire.InterpretResponse> {
    return traced(
      'tiebreak.v1.NluService/Interpret',
      'server',
      () => traceOf(metadata),
      (say) => {
        const response = this.answer(message);
        say({ 'tiebreak.request_id': response.requestId, 'tiebreak.hypotheses': response.hypotheses.length });
        return Promise.resolve(response);
      },
    );
  }

  private answer(message: wire.InterpretRequest): wire.InterpretResponse {
    const start = performance.now();
    try {
      const { requestId, utterance, nBest } = accept(readInterpretRequest(message, N_BEST));
      // A request without an id has no other claim to be treated alike twice.
      const turn = requestId === '' ? randomUUID() : requestId;
      const hypotheses = this.rosters
        .flatMap((roster) => interpreted(roster, turn, utterance, nBest))
        .map((hypothesis, i) => ({ ...hypothesis, id: `h${i}` }));
      this.metrics.answered((performance.now() - start) / 1000);
      return { requestId, hypotheses };
    } catch (error) {
      if (error instanceof RequestRefused) {
        this.metrics.count('refused');
        throw error;
      }
      this.metrics.count('failed');
      // Its kind alone: a message might hold what the user said.
      this.log.error({ failure: error instanceof Error ? error.name : typeof error });
      throw new LoggedFault();
    }
  }
}

/** A domain's hypotheses, by the model whose turn it is. */
function interpreted(roster: ModelRoster<LoadedNlu>, turn: string, utterance: string, nBest: number): Hypothesis[] {
  const lease = roster.lease(turn);
  try {
    return lease.model.nlu.interpret(utterance, nBest);
  } finally {
    lease.end();
  }
}
