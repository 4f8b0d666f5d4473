import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from '../../refusal';
import { addressOf, buildApps, startBuilt, startStack, type Surroundings } from '../serve-targets';

const APPS = fileURLToPath(new URL('../../../../', import.meta.url));

/** Where the hops of an ask are, and the ask itself. */
export interface AskServices {
  readonly nlu: string;
  readonly aggregator: string;
  readonly search: string;
  /** Of the aggregator. */
  readonly httpPort: number;
}

/** Hops that no machine is too slow for: an ask without a hop is another one. */
const ASK_DEADLINE_MS = '30000';
/** The search service's own deadline, which is at most so much. */
const SEARCH_DEADLINE_MS = '5000';

/**
 * Builds and starts all that an ask needs.
 * @param nlu address of an NLU that runs already; undefined: the reference NLU is started
 * @throws Refusal when there is none
 */
export async function startAskServices(nlu: string | undefined, surroundings: Surroundings): Promise<AskServices> {
  if (nlu === undefined && !existsSync(join(APPS, 'nlu')))
    throw new Refusal('apps/nlu: expected the reference NLU, got no such app; name an NLU that runs with --nlu');
  await buildApps(surroundings.folder, nlu === undefined ? ['search', 'nlu'] : ['search']);
  const understood = nlu ?? addressOf(await startBuilt('nlu', 'nlu', surroundings, freePorts('NLU')));
  const search = await startBuilt('search', 'search', surroundings, {
    ...freePorts('SEARCH'),
    TIEBREAK_SEARCH_HTTP_PORT: '0',
    TIEBREAK_SEARCH_DATA: join(surroundings.folder, 'search-data'),
    TIEBREAK_SEARCH_ENCODER: 'hashed',
    TIEBREAK_SEARCH_POLICY: 'all-50',
    TIEBREAK_SEARCH_DEADLINE_MS: SEARCH_DEADLINE_MS,
  });
  const { aggregator } = await startStack('ask', APPS, surroundings, {
    TIEBREAK_NLU: understood,
    TIEBREAK_SEARCH: addressOf(search),
    TIEBREAK_ASK_DEADLINE_MS: ASK_DEADLINE_MS,
  });
  return {
    nlu: understood,
    search: addressOf(search),
    aggregator: addressOf(aggregator),
    httpPort: aggregator.ports[1]!,
  };
}

function freePorts(service: string): Record<string, string> {
  return { [`TIEBREAK_${service}_PORT`]: '0', [`TIEBREAK_${service}_ADMIN_PORT`]: '0' };
}
