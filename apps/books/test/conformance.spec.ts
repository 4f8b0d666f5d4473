import { describeReranker } from '@tiebreak/conformance';
import { books } from '@tiebreak/domain-books';

describeReranker(books, {
  model: new URL('../model', import.meta.url),
  goldenLines: new URL('golden-lines.jsonl', import.meta.url),
});
