import { toGrpcService } from '@tiebreak/protocol/grpc';
import type * as wire from '@tiebreak/protocol/wire';
import { SearchServiceDefinition } from '@tiebreak/protocol/wire';
import { type CallOptions, connect, type Method } from './connection';
import type { ClientOptions } from './options';
import {
  type FeedbackEvent,
  type FeedbackReceipt,
  readEvents,
  type SearchAnswer,
  type SearchRequest,
  toFeedbackMessage,
  toSearchMessage,
} from './search-messages';

/** Connections to the search service's replicas. */
export interface SearchClient {
  /**
   * Finds entities of one domain. Each call is an impression of its own, which feedback joins by `impressionId`.
   * @throws TiebreakError, as one of its subclasses where there is one; TypeError when an option is no good
   */
  search(request: SearchRequest, options?: CallOptions): Promise<SearchAnswer>;
  /**
   * Tells what users did with what was found. Once it is answered, what was accepted is stored; an event counts once, however
   * often it is sent.
   * @param events 1 to 1,000; those that are wrong by themselves are told in `rejected`, and the others are kept
   * @throws TiebreakError as `search`
   */
  recordFeedback(events: readonly FeedbackEvent[], options?: CallOptions): Promise<FeedbackReceipt>;
  /** Ends the connections when the calls in flight have ended. Calls made later fail with UnavailableError. */
  close(): void;
}

/** The service's own limit is a second, of which a caller's deadline has to leave it nine tenths. */
const DEADLINE_MS = 1_200;
const { search, recordFeedback } = toGrpcService(SearchServiceDefinition);
const SEARCH: Method<wire.SearchRequest, wire.SearchResponse, SearchAnswer> = {
  ...{ grpc: search, deadlineMs: DEADLINE_MS },
  read: (answer) => answer,
};

/**
 * Connects to the search service; at once, and again whenever a connection is lost.
 * @throws TypeError that names the option, what was expected and what came
 */
export function createSearchClient(options: ClientOptions): SearchClient {
  const connection = connect(options);
  return {
    search: (request, callOptions) => connection.call(SEARCH, () => toSearchMessage(request), callOptions),
    recordFeedback: async (given, callOptions) => {
      const { events, rejected } = readEvents(given, Date.now());
      if (events.length === 0) return { ...NOTHING, rejected };
      const method: Method<wire.RecordFeedbackRequest, wire.RecordFeedbackResponse, FeedbackReceipt> = {
        ...{ grpc: recordFeedback, deadlineMs: DEADLINE_MS },
        read: (receipt) => ({ ...receipt, rejected: [...rejected, ...receipt.rejected] }),
      };
      return connection.call(method, () => toFeedbackMessage(events), callOptions);
    },
    close: () => {
      connection.close();
    },
  };
}

const NOTHING = { accepted: 0, duplicates: 0, orphaned: 0, capped: 0 };
