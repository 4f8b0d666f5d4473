import { Logger } from '@nestjs/common';
import type { wire } from '@tiebreak/protocol';
import { SearchUnavailable, type SearchService } from '@tiebreak/search-pipeline';
import {
  accept,
  CallerGone,
  DeadlineExceeded,
  type IncomingCall,
  LoggedFault,
  RequestRefused,
  Unavailable,
} from '@tiebreak/service-host';
import { type SearchMetrics, type SearchOutcome, traced } from '@tiebreak/telemetry';
import { withinDeadline } from './deadline';
import { matching, type Operation, recording, searching } from './operations';
import { withMessage, withoutMessage } from './redaction';
import type { RetrievalTally } from './retrieval-tally';

export interface SearchEndpointOptions {
  /** What a request gets at most, in milliseconds. */
  readonly deadlineMs: number;
  /** Whether the log may hold what users asked for. */
  readonly logQueries: boolean;
}

/** A tenth of the caller's time is kept for the way back. */
const SHARE_OF_CALLER = 0.9;

/** The service's operations, as both transports call them. They throw what the filters of service-host know, and no more. */
export class SearchEndpoint {
  private readonly log = new Logger(SearchEndpoint.name);
  readonly search: (call: IncomingCall) => Promise<wire.SearchResponse>;
  readonly matchEntities: (call: IncomingCall) => Promise<wire.MatchEntitiesResponse>;
  readonly recordFeedback: (call: IncomingCall) => Promise<wire.RecordFeedbackResponse>;

  constructor(
    service: SearchService,
    private readonly metrics: SearchMetrics,
    tally: RetrievalTally,
    private readonly options: SearchEndpointOptions,
  ) {
    const [search, match] = [searching(service, metrics, tally), matching(service)];
    const record = recording(service, metrics, tally);
    this.search = (call) => this.serve(search, call);
    this.matchEntities = (call) => this.serve(match, call);
    this.recordFeedback = (call) => this.serve(record, call);
  }

  private serve<Request, Response>(operation: Operation<Request, Response>, call: IncomingCall): Promise<Response> {
    const { method } = operation;
    const { transport } = call;
    return traced(`tiebreak.v1.SearchService/${method}`, 'server', call.headers, async (say) => {
      const start = performance.now();
      let about = {};
      try {
        const request = accept(operation.read(call.message));
        about = operation.describe(request);
        say(about);
        const response = await withinDeadline(this.deadlineFor(call), call.gone, (signal) =>
          operation.answer(request, signal),
        );
        this.metrics.answered(method, transport, (performance.now() - start) / 1000);
        return response;
      } catch (error) {
        const outcome = outcomeOf(error);
        this.metrics.count(method, transport, outcome);
        throw this.told(error, outcome, { method, ...about });
      }
    });
  }

  private deadlineFor({ remainingMs }: IncomingCall): number {
    return Math.max(1, Math.min(this.options.deadlineMs, SHARE_OF_CALLER * remainingMs));
  }

  /** What the caller is told. The log gets what the caller does not. */
  private told(error: unknown, outcome: SearchOutcome, about: object): unknown {
    if (outcome !== 'failed' && outcome !== 'unavailable') return error;
    const failure = this.options.logQueries ? withMessage(error) : withoutMessage(error);
    if (outcome === 'failed') {
      this.log.error({ ...about, failure });
      return new LoggedFault();
    }
    this.log.warn({ ...about, failure });
    return new Unavailable();
  }
}

function outcomeOf(error: unknown): SearchOutcome {
  if (error instanceof RequestRefused) return 'refused';
  if (error instanceof SearchUnavailable) return 'unavailable';
  if (error instanceof DeadlineExceeded) return 'late';
  if (error instanceof CallerGone) return 'gone';
  return 'failed';
}
