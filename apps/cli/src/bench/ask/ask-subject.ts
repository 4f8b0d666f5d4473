import { Client, credentials } from '@grpc/grpc-js';
import { wire } from '@tiebreak/protocol';
import { callUnary, toGrpcService } from '@tiebreak/protocol/grpc';
import type { AskServices } from './ask-services';

const NLU = toGrpcService(wire.NluServiceDefinition);
const AGGREGATOR = toGrpcService(wire.AggregatorServiceDefinition);
const SEARCH = toGrpcService(wire.SearchServiceDefinition);
const OPTIONS = { deadlineMs: 30_000, waitForReady: true };
const DECIDED = ['DECISION_KIND_ACT', 'DECISION_KIND_CONFIRM'];

/** One wish, asked at once or hop by hop. */
export class AskSubject {
  private readonly nlu: Client;
  private readonly aggregator: Client;
  private readonly search: Client;
  private readonly url: string;

  constructor({ nlu, aggregator, search, httpPort }: AskServices) {
    this.nlu = clientOf(nlu);
    this.aggregator = clientOf(aggregator);
    this.search = clientOf(search);
    this.url = `http://127.0.0.1:${httpPort}/v1/ask`;
  }

  /** @throws Error when a hop failed: an ask without it is another one */
  async ask(utterance: string): Promise<wire.AskResponse> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ utterance }),
    });
    if (!response.ok) throw new Error(`ask: expected an answer, got ${response.status}: ${await response.text()}`);
    const answer = (await response.json()) as wire.AskResponse;
    for (const { hop, error } of answer.hops) if (error !== '') throw new Error(`ask: ${hop}: ${error}`);
    return answer;
  }

  /** The same one after the other, as whoever has no `Ask` does it. @returns whether entities were searched for */
  async hops(utterance: string): Promise<boolean> {
    const about = { requestId: '', utterance, locale: '' };
    const { hypotheses } = await callUnary(this.nlu, NLU.interpret, { ...about, nBest: 0 }, OPTIONS);
    if (hypotheses.length === 0) return false;
    const context = { device: '', attributes: {} };
    const request = { ...about, context, hypotheses, explain: false, upstreamVersions: {} };
    const { decision, ranked } = await callUnary(this.aggregator, AGGREGATOR.resolve, request, OPTIONS);
    const chosen = decision!.options[0]?.hypothesisId;
    if (chosen === undefined || !DECIDED.includes(decision!.kind)) return false;
    const { domain, intent, slots } = ranked.find(({ hypothesis }) => hypothesis!.id === chosen)!.hypothesis!;
    const query = slots.length === 0 ? utterance : slots.map(({ value }) => value).join(' ');
    const wanted = { requestId: '', domain, intent, slots, query, context, userId: '', limit: 0, explain: false };
    await callUnary(this.search, SEARCH.search, wanted, OPTIONS);
    return true;
  }

  close(): void {
    for (const client of [this.nlu, this.aggregator, this.search]) client.close();
  }
}

function clientOf(address: string): Client {
  return new Client(address, credentials.createInsecure());
}
