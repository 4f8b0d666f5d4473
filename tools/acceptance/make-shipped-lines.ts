// Makes the files that the shipped models were trained on, from the public data beside a checkout:
// node tools/run-typescript.js tools/acceptance/make-shipped-lines.ts nlu|rerankers FOLDER
// The re-rankers' lines need the shipped NLU.
import { mkdir } from 'node:fs/promises';
import { makeNluLines, makeRerankerLines } from './shipped-lines';

const [what = '', folder = ''] = process.argv.slice(2);
if (!['nlu', 'rerankers'].includes(what) || folder === '') {
  console.error('expected nlu or rerankers, and a folder');
  process.exit(2);
}
await mkdir(folder, { recursive: true });
console.log(await (what === 'nlu' ? makeNluLines(folder) : makeRerankerLines(folder)));
