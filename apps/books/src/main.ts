import { books } from '@tiebreak/domain-books';
import { runReranker } from '@tiebreak/reranker-host';

await runReranker(books, { port: 50052, model: new URL('../model', import.meta.url) });
