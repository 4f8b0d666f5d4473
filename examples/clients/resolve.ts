// Resolves an example over gRPC: node tools/run-typescript.js examples/clients/resolve.ts
// The aggregator must run (npm start). Outside of this repository, take the .proto files and
// `npm install @grpc/grpc-js @grpc/proto-loader`.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client, credentials, loadPackageDefinition, type ServiceError, status } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

interface Decision {
  kind: string;
  options: { hypothesisId: string; label: string }[];
  probabilityRight: number;
  question: string;
}
interface ResolveResponse {
  ranked: { hypothesis: { id: string; domain: string; intent: string }; score: number; fallback: boolean }[];
  outcomes: { domain: string; status: string; error: string }[];
  decision: Decision;
}
type Aggregator = Client & {
  resolve(
    request: object,
    options: { deadline: number },
    done: (error: ServiceError | null, response?: ResolveResponse) => void,
  ): void;
};

const proto = fileURLToPath(new URL('../../libs/protocol/proto', import.meta.url));
const definition = loadSync('tiebreak/v1/aggregator.proto', { includeDirs: [proto], enums: String, defaults: true });
const { tiebreak } = loadPackageDefinition(definition) as unknown as {
  tiebreak: { v1: { AggregatorService: new (...args: ConstructorParameters<typeof Client>) => Aggregator } };
};
const aggregator = new tiebreak.v1.AggregatorService(
  process.env['TIEBREAK_TARGET'] ?? '127.0.0.1:50050',
  credentials.createInsecure(),
);

const lines = readFileSync(new URL('../play-mary-poppins.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const { utterance, locale, context, hypotheses } = JSON.parse(lines[0]!);
aggregator.resolve(
  { utterance, locale, context, hypotheses },
  // Always set a deadline: the aggregator gives the domains nine tenths of what is left of it, 50 ms at most.
  { deadline: Date.now() + 500 },
  (error, response) => {
    if (error !== null) {
      console.error(`${status[error.code]}: ${error.details}`);
      process.exitCode = 1;
    } else {
      const { ranked, decision } = response!;
      for (const { hypothesis, score } of ranked)
        console.log(score.toFixed(3), hypothesis.id, hypothesis.domain, hypothesis.intent);
      console.log(decision.kind, decision.question || (decision.options[0]?.label ?? ''));
    }
    aggregator.close();
  },
);
