// Makes the generated sections of the reference pages anew: `node tools/run-typescript.js tools/docs/write-reference.ts`.
import { writeFileSync } from 'node:fs';
import { freshPage, GENERATED_PAGES, pathOf } from './generated-sections';

for (const page of GENERATED_PAGES) {
  writeFileSync(pathOf(page), await freshPage(page));
  process.stdout.write(`${page}\n`);
}
