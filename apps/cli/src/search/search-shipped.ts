import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openShippedSearch } from '@tiebreak/search-engine';
import type { SearchAnswer } from '@tiebreak/search-pipeline';
import { formatTable, printJson, say } from '../output';
import { Refusal } from '../refusal';

const CATALOGUES = new URL('../../../search/catalogue', import.meta.url);
const DATA = new URL('../../../search/data', import.meta.url);
/** Nobody waits for a fleet here, and the first search makes the index. */
const DEADLINE_MS = 5_000;

export interface ShippedSearch {
  readonly query: string;
  readonly domain: string | undefined;
  readonly device: string;
  readonly limit: number;
  readonly explain: boolean;
  readonly json: boolean;
}

/** Searches the catalogues that are shipped, every strategy to the same depth; nothing of it is logged. */
export async function searchShipped({ query, domain, device, limit, explain, json }: ShippedSearch): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'tiebreak-search-'));
  say('indexing the shipped catalogues if that was not done yet');
  const engine = await openShippedSearch({
    ...{ catalogues: CATALOGUES, data: DATA, feedback: join(scratch, 'feedback.db') },
    // Nobody learns from the order, so that no neighbours are exchanged.
    ...{ policy: 'all-50', encoder: 'sentence', deadlineMs: DEADLINE_MS, swapShare: 0 },
  });
  try {
    if (domain !== undefined && !engine.domains.includes(domain))
      throw new Refusal(`--domain: expected one of ${engine.domains.join(', ')}, got "${domain}"`);
    const answers: [string, SearchAnswer][] = [];
    for (const each of domain === undefined ? engine.domains : [domain]) {
      const context = { device, attributes: {} };
      const request = {
        requestId: '',
        domain: each,
        query,
        intent: '',
        slots: [],
        context,
        userId: '',
        limit,
        explain,
      };
      answers.push([each, await engine.search(request, new AbortController().signal)]);
    }
    if (json) printJson(Object.fromEntries(answers));
    else for (const answer of answers) sayAnswer(...answer);
  } finally {
    await engine.close();
    await rm(scratch, { recursive: true });
  }
}

function sayAnswer(domain: string, { results, strategies }: SearchAnswer): void {
  say(`\n${domain}`);
  const rows = results.map(({ position, entity, score, strategies: found }) => [
    String(position),
    entity.title,
    entity.type,
    entity.creator,
    entity.year === 0 ? '' : String(entity.year),
    score.toFixed(2),
    found.join(', '),
  ]);
  say(formatTable([['', 'title', 'type', 'by', 'year', 'score', 'found by'], ...rows]));
  for (const { contributions, entity } of results.slice(0, 1))
    if (contributions !== undefined)
      say(
        `why ${entity.title}: ${contributions.map(({ feature, logOdds }) => `${feature} ${logOdds.toFixed(2)}`).join(', ')}`,
      );
  for (const { strategy, error } of strategies) if (error !== '') say(`${strategy} was left out: ${error}`);
}
