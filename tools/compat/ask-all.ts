import { Client, credentials, type MethodDefinition } from '@grpc/grpc-js';
import { callUnary } from '@tiebreak/protocol/grpc';
import { startReranker } from '@tiebreak/reranker-host';
import type { DomainDefinition } from '@tiebreak/scoring';
import type { Exchange, RankedScores } from './releases';

/** Starts a domain's service with a bundle and asks it, over its socket. @returns the scores of each request */
export async function askAll(
  definition: DomainDefinition,
  bundle: string,
  rerank: MethodDefinition<object, RankedScores>,
  requests: readonly object[],
): Promise<Exchange['scores'][]> {
  const service = await startReranker(definition, {
    ...{ host: '127.0.0.1', port: 0, portVariable: 'none' },
    model: bundle,
  });
  const client = new Client(`127.0.0.1:${service.port}`, credentials.createInsecure());
  try {
    const answers = [];
    for (const request of requests) answers.push(await callUnary(client, rerank, request, { deadlineMs: 5_000 }));
    return answers.map(({ ranked }) =>
      Object.fromEntries(ranked.map(({ hypothesis, score }) => [hypothesis.id, score])),
    );
  } finally {
    client.close();
    await service.close();
  }
}
