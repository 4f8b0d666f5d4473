import type { ChannelCredentials } from '@grpc/grpc-js';
import { createAsker, type Hop, type Resolver, shareOf } from '@tiebreak/aggregation';
import { wire } from '@tiebreak/protocol';
import { type AggregatorMetrics, traced } from '@tiebreak/telemetry';
import { ServiceCaller } from '../domain-call/service-caller';
import { Asking } from './asking';
import { grpcInterpreter } from './grpc-interpreter';
import { grpcMatcher } from './grpc-matcher';
import { GrpcSearch } from './grpc-search';

/** Where the hops of an ask are. */
export interface AskingOptions {
  /** gRPC target of the NLU; empty: there is none. */
  readonly nlu: string;
  /** gRPC target of the search service that hypotheses are matched by; empty or absent: they are not matched. */
  readonly match?: string;
  /** gRPC target of the search service; empty: there is none. */
  readonly search: string;
  /** Milliseconds for all hops together. */
  readonly deadlineMs: number;
}

/** What the hops share with the rest of the aggregator. */
export interface AskingSurroundings {
  readonly resolver: Resolver;
  readonly domains: readonly string[];
  readonly domainDeadlineMs: number;
  readonly metrics: AggregatorMetrics;
  readonly credentials?: ChannelCredentials | undefined;
}

/**
 * Of a hop's share of a full deadline, what it has to have had before its lateness is its own fault. What was spent
 * before the hop began takes a little off.
 */
const PATIENCE = 0.9;

/** Asking over the services that are configured. @returns it, and what ends the connections */
export function connectAsking(
  { nlu, match = '', search, deadlineMs }: AskingOptions,
  { resolver, domains, domainDeadlineMs, metrics, credentials }: AskingSurroundings,
): { readonly asking: Asking; readonly close: () => void } {
  const callers: ServiceCaller[] = [];
  const made: readonly Hop[] = [
    'nlu',
    ...(match === '' ? [] : (['match'] as const)),
    'resolve',
    ...(search === '' ? [] : (['search'] as const)),
  ];
  const connect = (hop: Hop, address: string, service: string, hedged: boolean): ServiceCaller => {
    const patienceMs = PATIENCE * shareOf(hop, made) * deadlineMs;
    const caller = new ServiceCaller({ address, service, patienceMs, credentials, hedged });
    callers.push(caller);
    return caller;
  };
  const finder =
    search === ''
      ? undefined
      : // Not made twice when slow: each search is an impression, and one that nobody saw would count against its results.
        new GrpcSearch(connect('search', search, wire.SearchServiceDefinition.fullName, false));
  const matcher =
    match === '' ? undefined : grpcMatcher(connect('match', match, wire.SearchServiceDefinition.fullName, true));
  const asker =
    nlu === ''
      ? undefined
      : createAsker({
          interpreter: grpcInterpreter(connect('nlu', nlu, wire.NluServiceDefinition.fullName, true)),
          ...{ matcher, resolver, finder, domainDeadlineMs },
          now: () => performance.now(),
          // Hops in other processes are spans already.
          around: (hop, work) => (hop === 'resolve' ? traced('resolve', 'internal', undefined, work) : work()),
        });
  return {
    asking: new Asking({ asker, search: finder, domains, deadlineMs, metrics }),
    close: () => {
      for (const caller of callers) caller.close();
    },
  };
}
