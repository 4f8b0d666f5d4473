import type { LabelledUtterance } from '@tiebreak/interpretation';
import type { wire } from '@tiebreak/protocol';

/** Asks the running aggregator as any HTTP client would. */
export function resolveOverHttp(port: number, line: LabelledUtterance): Promise<wire.ResolveResponse> {
  const { id: _id, truth: _truth, ...request } = line;
  return post<wire.ResolveResponse>(port, '/v1/resolve', request);
}

/** Words, and what they are said to. */
export interface Said {
  readonly utterance: string;
  readonly device: string;
}

/** From words to entities. */
export function askOverHttp(port: number, { utterance, device }: Said): Promise<wire.AskResponse> {
  return post<wire.AskResponse>(port, '/v1/ask', { utterance, locale: 'en-US', context: { device } });
}

async function post<Response>(port: number, path: string, body: object): Promise<Response> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`the aggregator answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Response;
}
