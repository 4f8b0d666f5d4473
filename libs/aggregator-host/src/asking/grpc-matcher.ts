import type { EntityMatcher } from '@tiebreak/aggregation';
import { readMatchEntitiesResponse, toMatchEntitiesRequestMessage, wire } from '@tiebreak/protocol';
import { toGrpcService } from '@tiebreak/protocol/grpc';
import type { ServiceCaller } from '../domain-call/service-caller';
import { tracedHop } from './traced-hop';
import { trusted } from './trusted';

const { matchEntities } = toGrpcService(wire.SearchServiceDefinition);

/** Catalogues in another process, which may be anybody's: what it answers is checked as what callers send is. */
export function grpcMatcher(caller: ServiceCaller): EntityMatcher {
  return {
    match: (requestId, hypotheses, { deadlineMs, gone }) =>
      tracedHop('tiebreak.v1.SearchService/MatchEntities', async () => {
        const limits = { deadlineMs, signal: gone };
        const called = await caller.call(matchEntities, toMatchEntitiesRequestMessage(requestId, hypotheses), limits);
        return called.status === 'answered' ? trusted(readMatchEntitiesResponse(called.answer)) : called;
      }),
  };
}
