import { describeReranker } from '@tiebreak/conformance';
import { music } from '@tiebreak/domain-music';

describeReranker(music, {
  model: new URL('../model', import.meta.url),
  goldenLines: new URL('golden-lines.jsonl', import.meta.url),
});
