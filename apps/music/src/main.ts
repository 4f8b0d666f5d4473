import { music } from '@tiebreak/domain-music';
import { runReranker } from '@tiebreak/reranker-host';

await runReranker(music, { port: 50051, model: new URL('../model', import.meta.url) });
