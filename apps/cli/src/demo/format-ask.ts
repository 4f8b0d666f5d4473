import type { wire } from '@tiebreak/protocol';
import type { Said } from './aggregator-over-http';
import { formatResolution } from './format-resolution';

/** Results of a search that are shown. */
const MOST_RESULTS = 3;

/** An answer for the terminal: the resolution, the first entities, and what each hop took. */
export function formatAsk(said: Said, { resolution, search, hops }: wire.AskResponse): string {
  const found = (search?.results ?? []).slice(0, MOST_RESULTS).map(({ entity, strategies }) => {
    const { type, title, creator, year } = entity!;
    const about = [creator, year === 0 ? '' : String(year)].filter((part) => part !== '').join(', ');
    return `  ${type} "${title}"${about === '' ? '' : ` (${about})`}  by ${strategies.join(', ')}`;
  });
  const took = hops.map(({ hop, latencyMs, error }) =>
    error === '' ? `${hop} ${latencyMs.toFixed(0)} ms` : `${hop} failed: ${error}`,
  );
  return [formatResolution(said, resolution!), ...found, `took: ${took.join(', ')}`].join('\n');
}
