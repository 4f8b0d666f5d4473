import type { AskRequest, EntityRequest, HopOutcome, Resolution } from '@tiebreak/aggregation';
import type * as aggregator from './generated/tiebreak/v1/aggregator';
import type * as nlu from './generated/tiebreak/v1/nlu';
import type * as search from './generated/tiebreak/v1/search';
import { toResolveResponse } from './to-proto';

/** The message that asks the aggregator by words. */
export function toAskRequestMessage(request: AskRequest): aggregator.AskRequest {
  return request;
}

/** The message that asks an NLU for as many hypotheses as it gives by itself. */
export function toInterpretRequestMessage({ requestId, utterance, locale }: AskRequest): nlu.InterpretRequest {
  return { requestId, utterance, locale, nBest: 0 };
}

/** The message that asks for the entities of a decided hypothesis, as many as the search service gives by itself. */
export function toEntitySearchMessage(request: EntityRequest): search.SearchRequest {
  return { ...request, limit: 0 };
}

/** What came of an ask. @param asked without a resolution when the words were not understood */
export function toAskResponse(asked: {
  readonly requestId: string;
  readonly resolution?: Resolution;
  readonly found?: search.SearchResponse;
  readonly hops: readonly HopOutcome[];
}): aggregator.AskResponse {
  const { requestId, resolution, found, hops } = asked;
  return {
    requestId,
    resolution: resolution === undefined ? undefined : toResolveResponse(resolution),
    search: found,
    hops: hops.map(({ hop, latencyMs, error }) => ({ hop, latencyMs, error })),
  };
}
