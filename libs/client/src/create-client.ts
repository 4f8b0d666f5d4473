import { toGrpcService } from '@tiebreak/protocol/grpc';
import {
  AggregatorServiceDefinition,
  type AskRequest as AskMessage,
  type AskResponse,
  type RecordOutcomeRequest as OutcomeMessage,
  type RecordOutcomeResponse,
  type ResolveRequest as ResolveMessage,
  type ResolveResponse,
} from '@tiebreak/protocol/wire';
import { type Asked, type AskRequest, fromAskMessage, toAskMessage } from './ask-messages';
import { type CallOptions, connect, type Method } from './connection';
import { fromMessage, type Resolution, type ResolveRequest, toMessage } from './messages';
import type { ClientOptions } from './options';
import { type Outcome, toOutcomeMessage } from './outcome-messages';

/** Connections to the aggregator's replicas. One is enough for a process: it carries many calls at a time. */
export interface TiebreakClient {
  /**
   * Asks which hypothesis is right and what to do.
   * @throws TiebreakError, as one of its subclasses where there is one; TypeError when an option is no good
   */
  resolve(request: ResolveRequest, options?: CallOptions): Promise<Resolution>;
  /**
   * From words to entities: asks an NLU for hypotheses, resolves them, and searches for what was decided.
   * @throws TiebreakError as `resolve`; with code FAILED_PRECONDITION when the aggregator has no NLU
   */
  ask(request: AskRequest, options?: CallOptions): Promise<Asked>;
  /**
   * Tells what became known of an answer; once this resolves it is stored. The first report of a request counts, so that making
   * it again does no harm.
   * @throws TiebreakError as `resolve`; with code NOT_FOUND when the aggregator does not keep that decision
   */
  recordOutcome(outcome: Outcome, options?: CallOptions): Promise<void>;
  /** Ends the connections when the calls in flight have ended. Calls made later fail with UnavailableError. */
  close(): void;
}

const { resolve, ask, recordOutcome } = toGrpcService(AggregatorServiceDefinition);
const RESOLVE: Method<ResolveMessage, ResolveResponse, Resolution> = {
  grpc: resolve,
  deadlineMs: 500,
  read: fromMessage,
};
/** The aggregator's own limit is a second, of which a caller's deadline has to leave it nine tenths. */
const ASK: Method<AskMessage, AskResponse, Asked> = { grpc: ask, deadlineMs: 1_200, read: fromAskMessage };
const RECORD_OUTCOME: Method<OutcomeMessage, RecordOutcomeResponse, void> = {
  grpc: recordOutcome,
  deadlineMs: 1_200,
  read: () => undefined,
};

/**
 * Connects to the aggregator; at once, and again whenever a connection is lost.
 * @throws TypeError that names the option, what was expected and what came
 */
export function createClient(options: ClientOptions): TiebreakClient {
  const connection = connect(options);
  return {
    resolve: (request, callOptions) => connection.call(RESOLVE, () => toMessage(request), callOptions),
    ask: (request, callOptions) => connection.call(ASK, () => toAskMessage(request), callOptions),
    recordOutcome: (outcome, callOptions) =>
      connection.call(RECORD_OUTCOME, () => toOutcomeMessage(outcome, Date.now()), callOptions),
    close: () => {
      connection.close();
    },
  };
}
