import { jsonSchemasOf, type JsonSchema } from './json-schema';

/** The shape that documentation pages take. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, JsonSchema & Record<string, unknown>> };
}

/** A method of the contract that is served over HTTP by POST. */
export interface HttpOperation {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  /** Short names of messages in tiebreak.v1. */
  readonly request: string;
  readonly response: string;
  /** What the answer is. */
  readonly answer: string;
}

const reference = (name: string): string => `#/components/schemas/${name}`;
const json = (name: string): object => ({ 'application/json': { schema: { $ref: reference(name) } } });
const problem = (description: string): object => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: reference('Problem') } } },
});

/**
 * OpenAPI 3.1 of a service's HTTP side, made from the contract.
 * @param problems what further statuses mean, beside those that every operation has
 */
export function openApiDocument(
  title: string,
  description: string,
  operations: readonly HttpOperation[],
  problems: Readonly<Record<number, string>> = {},
): OpenApiDocument {
  const failures = {
    400: problem('A field is missing, out of range or inconsistent, or the body does not decode'),
    413: problem('The body is larger than 1 MiB'),
    415: problem('The body was not sent as JSON'),
    ...Object.fromEntries(Object.entries(problems).map(([status, words]) => [status, problem(words)])),
  };
  const posts = operations.map(({ path, operationId, summary, request, response, answer }) => {
    const post = {
      summary,
      operationId,
      requestBody: { required: true, content: json(request) },
      responses: { 200: { description: answer, content: json(response) }, ...failures },
    };
    return [path, { post }] as const;
  });
  const messages = operations.flatMap(({ request, response }) => [request, response]);
  return {
    openapi: '3.1.0',
    info: { title, version: 'v1', description },
    paths: {
      ...Object.fromEntries(posts),
      '/healthz': { get: { summary: 'Is the process alive?', responses: { 200: { description: 'It is' } } } },
      '/readyz': { get: { summary: 'May requests come?', responses: { 200: { description: 'They may' } } } },
    },
    components: {
      schemas: {
        ...Object.assign({}, ...messages.map((name) => jsonSchemasOf(`tiebreak.v1.${name}`, reference))),
        Problem: PROBLEM,
      } as OpenApiDocument['components']['schemas'],
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
