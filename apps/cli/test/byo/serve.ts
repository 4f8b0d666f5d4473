import { runReranker } from '@tiebreak/reranker-host';
import { defineDomain } from '@tiebreak/scoring';

await runReranker(defineDomain({ name: 'Podcasts' }), {
  port: 50054,
  model: new URL('podcasts-trees', import.meta.url),
});
