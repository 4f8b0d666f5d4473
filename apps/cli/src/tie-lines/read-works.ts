import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedWork } from '@tiebreak/tie-lines';
import { readCatalogue } from '../catalogue/read-catalogue';
import { Refusal, refusing } from '../refusal';

/** Entities that are people, not works: nobody who names one means something else of that name. */
const PEOPLE: readonly string[] = ['artist', 'author', 'director'];

/**
 * The works of all catalogues in a folder.
 * @throws Refusal naming the folder, or file, line and field, of what is wrong
 */
export async function readWorks(folder: string): Promise<NamedWork[]> {
  const files = (await readdir(folder).catch(refusing(folder, 'a readable folder of catalogues')))
    .filter((file) => /\.(csv|jsonl)(\.gz)?$/i.test(file))
    .sort();
  if (files.length === 0) throw new Refusal(`${folder}: expected catalogues, .csv or .jsonl, got none`);
  const works: NamedWork[] = [];
  for (const file of files)
    for await (const entity of readCatalogue(join(folder, file))) if (!PEOPLE.includes(entity.type)) works.push(entity);
  return works;
}
