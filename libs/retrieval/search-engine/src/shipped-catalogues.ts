import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type CatalogueEntity, readCatalogueEntity } from '@tiebreak/catalogue';
import { describeViolation } from '@tiebreak/interpretation';
import { buildIndex, type BuildOptions, currentSnapshot, IndexError, KnownVectors } from '@tiebreak/search-index';

/** Says of which catalogue an index was made, so that a changed one is indexed again. */
const SOURCE = 'catalogue.sha256';

/** Ending of the file beside a catalogue that has its vectors. */
export const VECTORS = '.vectors.bin';

/**
 * Makes an index of every catalogue of a folder (`NAME.jsonl`, entities of one domain) that has none yet, or has changed
 * since. An index that was made of another catalogue is left alone. Vectors are taken from `NAME.vectors.bin`, where it is
 * there and as far as it fits catalogue and encoder; encoding takes most of the time.
 * @param indexes folder of indexes, called as their domains
 * @throws IndexError naming file and line of an entity that is wrong, or a file of vectors that is none
 */
export async function indexShipped(catalogues: string, indexes: string, encoder: string): Promise<void> {
  const files = (await readdir(catalogues)).filter((name) => name.endsWith('.jsonl')).sort();
  for (const file of files) {
    const text = await readFile(join(catalogues, file), 'utf8');
    const digest = createHash('sha256').update(`${encoder}\n${text}`).digest('hex');
    const entities = readEntities(text, file);
    const index = join(indexes, entities[0]?.domain ?? basename(file, '.jsonl'));
    if (!(await isStale(index, digest))) continue;
    await mkdir(index, { recursive: true });
    await buildIndex(each(entities), index, { encoder, ...(await vectorsBeside(join(catalogues, file))) });
    await writeFile(join(index, SOURCE), `${digest}\n`);
  }
}

/** Whether there is no index, or one of another state of the same shipped catalogue. */
async function isStale(index: string, digest: string): Promise<boolean> {
  const source = join(index, SOURCE);
  if (existsSync(source) && (await readFile(source, 'utf8')).trim() !== digest) return true;
  return currentSnapshot(index).then(
    () => false,
    (error: unknown) => {
      if (error instanceof IndexError) return true;
      throw error;
    },
  );
}

/** @throws IndexError naming the file when it holds something else */
async function vectorsBeside(catalogue: string): Promise<Pick<BuildOptions, 'knownVectors'>> {
  const file = catalogue.replace(/\.jsonl$/, VECTORS);
  if (!existsSync(file)) return {};
  const knownVectors = await readFile(file);
  try {
    KnownVectors.read(knownVectors);
  } catch (error) {
    throw new IndexError(`${basename(file)}: ${(error as Error).message}`);
  }
  return { knownVectors };
}

function readEntities(text: string, file: string): CatalogueEntity[] {
  return text
    .split('\n')
    .map((line, i) => [line, `${file}:${i + 1}`] as const)
    .filter(([line]) => line.trim() !== '')
    .map(([line, place]) => {
      const reading = readCatalogueEntity(JSON.parse(line));
      if (reading.ok) return reading.value;
      throw new IndexError(
        reading.violations.map((violation) => `${place}: ${describeViolation(violation)}`).join('\n'),
      );
    });
}

async function* each(entities: readonly CatalogueEntity[]): AsyncGenerator<CatalogueEntity> {
  for (const entity of entities) yield await Promise.resolve(entity);
}
