import type { LabelledUtterance } from '@tiebreak/interpretation';
import type { wire } from '@tiebreak/protocol';

/** Asks the running aggregator as any HTTP client would. */
export async function resolveOverHttp(port: number, line: LabelledUtterance): Promise<wire.ResolveResponse> {
  const { id: _id, truth: _truth, ...request } = line;
  const response = await fetch(`http://127.0.0.1:${port}/v1/resolve`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (!response.ok) throw new Error(`the aggregator answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as wire.ResolveResponse;
}
