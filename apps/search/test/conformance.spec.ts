import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeSearchService } from '@tiebreak/conformance';
import { openShippedSearch } from '@tiebreak/search-engine';
import { startSearchHost } from '@tiebreak/search-host';

describeSearchService('the shipped app', {
  domains: ['Books', 'Music', 'Video'],
  known: { domain: 'Video', query: 'mary poppins', entityId: 'video:film:mary-poppins' },
  start: async () => {
    const data = mkdtempSync(join(tmpdir(), 'search-app-'));
    const service = await openShippedSearch({
      ...{ catalogues: new URL('../catalogue', import.meta.url), data, feedback: '' },
      // Everything runs and nothing is exchanged, so that what is known is found first; vectors that need no model are soon made.
      ...{ policy: 'all-50', encoder: 'hashed', deadlineMs: 2_000, swapShare: 0 },
    });
    const settings = { host: '127.0.0.1', port: 0, httpPort: 0, deadlineMs: 2_000, logQueries: 0 };
    const host = await startSearchHost({ settings, service });
    return {
      ...host,
      close: async () => {
        await host.close();
        await service.close();
        await rm(data, { recursive: true });
      },
    };
  },
});
