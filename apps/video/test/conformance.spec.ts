import { describeReranker } from '@tiebreak/conformance';
import { video } from '@tiebreak/domain-video';

describeReranker(video, {
  model: new URL('../model', import.meta.url),
  goldenLines: new URL('golden-lines.jsonl', import.meta.url),
});
