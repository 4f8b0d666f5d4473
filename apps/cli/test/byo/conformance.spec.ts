import { describeReranker } from '@tiebreak/conformance';
import { defineDomain } from '@tiebreak/scoring';

describeReranker(defineDomain({ name: 'Podcasts' }), {
  model: new URL('podcasts-trees', import.meta.url),
  goldenLines: new URL('golden-lines.jsonl', import.meta.url),
});
