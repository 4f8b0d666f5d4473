import {
  FieldReader,
  get,
  type Hypothesis,
  LIMITS,
  readContext,
  readHypotheses,
  type Reading,
  readSignals,
  readSlots,
} from '@tiebreak/interpretation';
import type { EntityMatch, SearchRequest } from '@tiebreak/search-pipeline';
import { DEFAULT_RESULTS, SEARCH_LIMITS } from './search-limits';

/** The hypotheses that a catalogue is asked about. */
export interface MatchRequest {
  readonly requestId: string;
  readonly hypotheses: readonly Hypothesis[];
}

/**
 * Checks and reads a `SearchRequest`: decoded protobuf or proto3 JSON alike. A limit of 0 becomes 10.
 * @param domains the catalogues that this service has; undefined where only whoever answers knows them
 */
export function readSearchRequest(message: unknown, domains: readonly string[] | undefined): Reading<SearchRequest> {
  const reader = new FieldReader();
  const source = reader.object(message);
  const domain = reader.text(source, 'domain', LIMITS.name, domains === undefined ? 'required' : 'optional');
  if (domains?.includes(domain) === false)
    reader.reject('domain', `one of the domains served, ${listed(domains)}`, domain);
  const query = reader.text(source, 'query', LIMITS.text, 'optional');
  const slots = readSlots(reader, source, undefined);
  if (query.trim() === '' && slots.length === 0)
    reader.reject('query', 'words to search for, unless there are slots', get(source, 'query'));
  return reader.finish({
    requestId: reader.text(source, 'requestId', LIMITS.name, 'optional'),
    domain,
    query,
    intent: reader.text(source, 'intent', LIMITS.name, 'optional'),
    slots,
    context: readContext(reader, get(source, 'context')),
    userId: reader.text(source, 'userId', LIMITS.name, 'optional'),
    limit: readLimit(reader, get(source, 'limit') ?? 0, reader.double(source, 'limit') ?? 0),
    explain: reader.flag(source, 'explain'),
  });
}

/** Checks and reads a `MatchEntitiesRequest`: as a request to the aggregator, but offsets have no utterance to lie in. */
export function readMatchEntitiesRequest(message: unknown): Reading<MatchRequest> {
  const reader = new FieldReader();
  const source = reader.object(message);
  return reader.finish({
    requestId: reader.text(source, 'requestId', LIMITS.name, 'optional'),
    hypotheses: readHypotheses(reader, source, undefined, LIMITS.hypotheses),
  });
}

/** Checks and reads a `MatchEntitiesResponse`, which may be anybody's. */
export function readMatchEntitiesResponse(message: unknown): Reading<readonly EntityMatch[]> {
  const reader = new FieldReader();
  const source = reader.object(message);
  return reader.finish(
    reader.list(source, 'matches', LIMITS.hypotheses, (element) => {
      const match = reader.object(element);
      return {
        hypothesisId: reader.text(match, 'hypothesisId', LIMITS.name, 'required'),
        signals: readSignals(reader, match),
      };
    }),
  );
}

function readLimit(reader: FieldReader, given: unknown, limit: number): number {
  const { results } = SEARCH_LIMITS;
  if (!Number.isInteger(limit) || limit < 0 || limit > results)
    reader.reject('limit', `a whole number from 0 to ${results}`, given);
  return limit === 0 ? DEFAULT_RESULTS : limit;
}

function listed(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}
