import { jsonSchemasOf, type JsonSchema } from './json-schema';

/** The shape that documentation pages take. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, JsonSchema & Record<string, unknown>> };
}

const reference = (name: string): string => `#/components/schemas/${name}`;
const json = (name: string): object => ({ 'application/json': { schema: { $ref: reference(name) } } });
const problem = (description: string): object => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: reference('Problem') } } },
});

/** OpenAPI 3.1 of the aggregator's HTTP side, made from the contract: what `/docs` shows. */
export function openApiDocument(): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tiebreak aggregator',
      version: 'v1',
      description:
        "Which domain answers? All domains' hypotheses in, one calibrated ranking and a decision out. proto3 JSON of tiebreak.v1.",
    },
    paths: {
      '/v1/resolve': {
        post: {
          summary: "Merges all domains' hypotheses by calibrated score and decides",
          operationId: 'resolve',
          requestBody: { required: true, content: json('ResolveRequest') },
          responses: {
            200: { description: 'One calibrated ranking and a decision', content: json('ResolveResponse') },
            400: problem('A field is missing, out of range or inconsistent, or the body does not decode'),
            413: problem('The body is larger than 1 MiB'),
            415: problem('The body was not sent as JSON'),
          },
        },
      },
      '/healthz': { get: { summary: 'Is the process alive?', responses: { 200: { description: 'It is' } } } },
      '/readyz': { get: { summary: 'May requests come?', responses: { 200: { description: 'They may' } } } },
    },
    components: {
      schemas: {
        ...jsonSchemasOf('tiebreak.v1.ResolveRequest', reference),
        ...jsonSchemasOf('tiebreak.v1.ResolveResponse', reference),
        Problem: PROBLEM,
      },
    },
  };
}

const text = { type: 'string' };
const PROBLEM = {
  type: 'object',
  description: 'RFC 9457 problem details',
  properties: {
    type: text,
    title: text,
    status: { type: 'integer' },
    detail: text,
    errors: { type: 'array', items: { type: 'object', properties: { field: text, expected: text, actual: text } } },
  },
};
