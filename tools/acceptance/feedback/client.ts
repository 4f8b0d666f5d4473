import { Client, credentials } from '@grpc/grpc-js';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';

const { search, recordFeedback } = toGrpcService(wire.SearchServiceDefinition);
/** Longer than any restart takes. */
const OPTIONS = { deadlineMs: 60_000, waitForReady: true };

/** What a client needs of a search to give feedback on it. */
export interface Shown {
  readonly impressionId: string;
  readonly entityIds: readonly string[];
}

/** A client of the search service, as an assistant is one. */
export class FeedbackClient {
  private readonly client: Client;

  constructor(port: number) {
    this.client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
      // A service that was killed is back soon.
      'grpc.initial_reconnect_backoff_ms': 50,
      'grpc.max_reconnect_backoff_ms': 200,
    });
  }

  async search(query: string, userId: string): Promise<Shown> {
    const request = {
      ...{ requestId: '', domain: 'Music', query, intent: '', slots: [], context: undefined, userId, limit: 10 },
      explain: false,
    };
    const { impressionId, results } = await callUnary(this.client, search, request, OPTIONS);
    return { impressionId, entityIds: results.map(({ entity }) => entity!.id) };
  }

  record(events: wire.FeedbackEvent[]): Promise<wire.RecordFeedbackResponse> {
    return callUnary(this.client, recordFeedback, { events }, OPTIONS);
  }

  close(): void {
    this.client.close();
  }
}

/** A click as it goes over the wire. */
export function clickOf(eventId: string, impressionId: string, entityId: string): wire.FeedbackEvent {
  return {
    ...{ eventId, impressionId, entityId, action: wire.FeedbackAction.FEEDBACK_ACTION_CLICK, value: undefined },
    occurredAt: { seconds: Math.floor(Date.now() / 1_000), nanos: 0 },
  };
}
