// Searches over gRPC and reports a click: node tools/run-typescript.js examples/clients/search.ts dune Books
// The search service must run. Outside of this repository, take the .proto files and
// `npm install @grpc/grpc-js @grpc/proto-loader`.
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, credentials, loadPackageDefinition, type ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

interface SearchResponse {
  impressionId: string;
  results: { entity: { id: string; type: string; title: string; creator: string }; score: number }[];
}
interface RecordFeedbackResponse {
  accepted: number;
  duplicates: number;
  orphaned: number;
  capped: number;
  rejected: { eventId: string; reason: string }[];
}
type Done<Response> = (error: ServiceError | null, response?: Response) => void;
type Search = Client & {
  search(request: object, options: { deadline: number }, done: Done<SearchResponse>): void;
  recordFeedback(request: object, options: { deadline: number }, done: Done<RecordFeedbackResponse>): void;
};

const proto = fileURLToPath(new URL('../../libs/protocol/proto', import.meta.url));
const definition = loadSync('tiebreak/v1/search.proto', { includeDirs: [proto], enums: String, defaults: true });
const { tiebreak } = loadPackageDefinition(definition) as unknown as {
  tiebreak: { v1: { SearchService: new (...args: ConstructorParameters<typeof Client>) => Search } };
};
const service = new tiebreak.v1.SearchService(
  process.env['TIEBREAK_TARGET'] ?? '127.0.0.1:50060',
  credentials.createInsecure(),
);

/** One call with a deadline, as a promise. */
function call<Response>(
  method: (request: object, options: { deadline: number }, done: Done<Response>) => void,
  request: object,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    method.call(service, request, { deadline: Date.now() + 500 }, (error: ServiceError | null, response?: Response) => {
      if (error === null) resolve(response!);
      else reject(error);
    });
  });
}

const [query = 'dune', domain = 'Books'] = process.argv.slice(2);
const { impressionId, results } = await call(service.search, { domain, query, limit: 5 });
for (const { entity } of results) console.log(`${entity.title} (${entity.type}), ${entity.creator}`);

// The user takes the first one. The event's id stays the same when the call has to be made again.
const [first] = results;
if (first !== undefined) {
  const event = { eventId: randomUUID(), impressionId, entityId: first.entity.id, action: 'FEEDBACK_ACTION_CLICK' };
  const { accepted } = await call(service.recordFeedback, { events: [event] });
  console.log(`${accepted} accepted`);
}
service.close();
