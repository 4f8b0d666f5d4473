import { runSearch } from '@tiebreak/search-host';
import { openShippedSearch } from '@tiebreak/search-engine';

await runSearch(({ data, ...settings }) =>
  openShippedSearch({
    ...settings,
    catalogues: new URL('../catalogue', import.meta.url),
    data: data === '' ? new URL('../data', import.meta.url) : data,
  }),
);
