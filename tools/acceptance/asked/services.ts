import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { wire } from '@tiebreak/protocol';
import { startAggregatorProcess, startApp, startDomain } from '../app-processes';
import { DOMAINS } from '../training-jobs';
import type { Expectation } from './expectation';

/** All services of an ask as they ship, but with hashed vectors, and patience: what is looked at is what they answer. */
export async function startAskedServices(): Promise<{
  ask(said: Pick<Expectation, 'utterance' | 'device'>): Promise<wire.AskResponse>;
  stop(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'tiebreak-asked-'));
  const free = (name: string) => ({ [`TIEBREAK_${name}_PORT`]: '0', [`TIEBREAK_${name}_ADMIN_PORT`]: '0' });
  const domains = await Promise.all(DOMAINS.map((domain) => startDomain(domain, 0)));
  const nlu = await startApp('nlu', free('NLU'));
  const search = await startApp('search', {
    ...free('SEARCH'),
    TIEBREAK_SEARCH_HTTP_PORT: '0',
    TIEBREAK_SEARCH_DATA: folder,
    TIEBREAK_SEARCH_ENCODER: 'hashed',
    // Neighbours that are exchanged, to learn from, are no part of the answer that is looked at.
    TIEBREAK_SEARCH_SWAP_SHARE: '0',
    TIEBREAK_SEARCH_DEADLINE_MS: '5000',
  });
  const addressOf = ({ ports }: { readonly ports: readonly number[] }): string => `127.0.0.1:${ports[0]!}`;
  const aggregator = await startAggregatorProcess(
    Object.fromEntries(DOMAINS.map((domain, i) => [domain, addressOf(domains[i]!)])),
    {
      TIEBREAK_DOMAIN_DEADLINE_MS: '5000',
      TIEBREAK_ASK_DEADLINE_MS: '30000',
      TIEBREAK_NLU: addressOf(nlu),
      TIEBREAK_SEARCH: addressOf(search),
    },
  );
  const url = `http://127.0.0.1:${aggregator.ports[1]!}/v1/ask`;
  return {
    ask: async ({ utterance, device }) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ utterance, locale: 'en-US', context: { device } }),
      });
      if (!response.ok) throw new Error(`"${utterance}": ${response.status}: ${await response.text()}`);
      const answer = (await response.json()) as wire.AskResponse;
      for (const { hop, error } of answer.hops) if (error !== '') throw new Error(`"${utterance}": ${hop}: ${error}`);
      return answer;
    },
    stop: async () => {
      await Promise.all([aggregator, search, nlu, ...domains].map((service) => service.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
