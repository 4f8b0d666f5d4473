import { openApiDocument, type OpenApiDocument } from './open-api';

/** What the aggregator's `/docs` shows. */
export function aggregatorApi(): OpenApiDocument {
  return openApiDocument(
    'Tiebreak aggregator',
    "Which domain answers? All domains' hypotheses in, one calibrated ranking and a decision out. proto3 JSON of tiebreak.v1.",
    [
      {
        path: '/v1/resolve',
        operationId: 'resolve',
        summary: "Merges all domains' hypotheses by calibrated score and decides",
        request: 'ResolveRequest',
        response: 'ResolveResponse',
        answer: 'One calibrated ranking and a decision',
      },
      {
        path: '/v1/ask',
        operationId: 'ask',
        summary: 'From words to a decision and the entities it is about: interpret, resolve, search',
        request: 'AskRequest',
        response: 'AskResponse',
        answer: 'The resolution, what was found for it, and what each hop took and what failed',
      },
      {
        path: '/v1/search',
        operationId: 'search',
        summary: 'Finds entities, of the option that a user chose; passed on to the search service',
        request: 'SearchRequest',
        response: 'SearchResponse',
        answer: 'Entities, best first, and what each strategy did',
      },
      {
        path: '/v1/feedback',
        operationId: 'recordFeedback',
        summary: 'Records what users did with what was found; passed on to the search service',
        request: 'RecordFeedbackRequest',
        response: 'RecordFeedbackResponse',
        answer: 'All events but the rejected ones are stored durably',
      },
    ],
    {
      409: 'What the answer needs is not configured; the detail names the variable',
      503: 'A service that is needed cannot answer now, or this one is over capacity',
      504: 'A service that is needed gave no answer in time',
    },
  );
}

/** What the search service's `/docs` shows. */
export function searchApi(): OpenApiDocument {
  return openApiDocument(
    'Tiebreak search',
    'Which song, book or film? A query or slots in, ranked entities out; what users did with them back in. proto3 JSON of tiebreak.v1.',
    [
      {
        path: '/v1/search',
        operationId: 'search',
        summary: 'Finds entities of one domain',
        request: 'SearchRequest',
        response: 'SearchResponse',
        answer: 'Entities, best first, and what each strategy did',
      },
      {
        path: '/v1/feedback',
        operationId: 'recordFeedback',
        summary: 'Records what users did with results; the same events may be sent again',
        request: 'RecordFeedbackRequest',
        response: 'RecordFeedbackResponse',
        answer: 'All events but the rejected ones are stored durably',
      },
      {
        path: '/v1/match',
        operationId: 'matchEntities',
        summary: 'Says how well the catalogues support each hypothesis',
        request: 'MatchEntitiesRequest',
        response: 'MatchEntitiesResponse',
        answer: 'Signals for each hypothesis, in order',
      },
    ],
    { 503: 'The service cannot answer now, or is over capacity', 504: 'There was no answer within the deadline' },
  );
}
