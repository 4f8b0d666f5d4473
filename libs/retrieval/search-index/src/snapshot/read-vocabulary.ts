import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeViolation } from '@tiebreak/interpretation';
import { type CatalogueVocabulary, readVocabulary } from '@tiebreak/understanding';
import { FILES, IndexError } from './snapshot';

/** What the catalogue of a snapshot speaks of. @throws IndexError when it was written by another version */
export async function readSnapshotVocabulary(folder: string): Promise<CatalogueVocabulary> {
  const file = join(folder, FILES.vocabulary);
  const reading = readVocabulary(JSON.parse(await readFile(file, 'utf8')));
  if (reading.ok) return reading.value;
  throw new IndexError(`${file}: ${reading.violations.map(describeViolation).join('; ')}; index the catalogue again`);
}
