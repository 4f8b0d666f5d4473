import { video } from '@tiebreak/domain-video';
import { runReranker } from '@tiebreak/reranker-host';

await runReranker(video, { port: 50053, model: new URL('../model', import.meta.url) });
