import type { wire } from '@tiebreak/protocol';
import { type KnownQuery, searchFor } from './good-search';
import type { Answer, Method, SearchClient, Transport } from './search-client';

/** What the parts of the suite look at; the client is there while their tests run. */
export interface SearchUnderTest {
  /** In the order in which the service names them. */
  readonly domains: readonly string[];
  readonly known: KnownQuery;
  readonly client: () => SearchClient;
}

const ANSWERED: readonly unknown[] = ['OK', 200];

interface Responses {
  readonly Search: wire.SearchResponse;
  readonly RecordFeedback: wire.RecordFeedbackResponse;
  readonly MatchEntities: wire.MatchEntitiesResponse;
}

/** The message of an answer, which has to be one. */
export function answered<M extends Method>(_method: M, { status, detail, body }: Answer): Responses[M] {
  expect({ answered: ANSWERED.includes(status), detail }).toEqual({ answered: true, detail: '' });
  return body as unknown as Responses[M];
}

/** The entities that a search found, best first. */
export function found(answer: Answer): string[] {
  return answered('Search', answer).results.map(({ entity }) => entity!.id);
}

/** The law that tests of bad input end with: what came before has not harmed the service. */
export async function expectKnownAnswer({ client, known }: SearchUnderTest, transport: Transport): Promise<void> {
  expect(found(await client().ask(transport, 'Search', searchFor(known, { limit: 100 })))).toContain(known.entityId);
}
