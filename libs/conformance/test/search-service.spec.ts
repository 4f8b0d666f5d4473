import { startSearchHost } from '@tiebreak/search-host';
import { describeSearchService } from '../src';
import { ENTITIES, SubstringSearch } from './substring-search';

const service = new SubstringSearch(ENTITIES);

describeSearchService('substring search', {
  start: () =>
    startSearchHost({
      settings: { host: '127.0.0.1', port: 0, httpPort: 0, deadlineMs: 2_000, logQueries: 0 },
      service,
    }),
  domains: service.domains,
  known: { domain: 'Music', query: 'thriller', entityId: 'm1' },
});
