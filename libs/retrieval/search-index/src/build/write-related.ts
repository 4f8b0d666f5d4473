import { writeFile } from 'node:fs/promises';
import { entityVectors } from '@tiebreak/candidates';
import type Database from 'libsql';

/** That a user chose an entity. */
export interface Action {
  readonly user: string;
  /** Its id. */
  readonly entity: string;
}

const OPTIONS = { dimensions: 32, seed: 1 } as const;

/**
 * Writes the vectors of entities that are chosen together. Actions on entities that are not in the catalogue are left out.
 * @returns their dimensions, 0 when there are no actions
 */
export async function writeRelated(
  actions: AsyncIterable<Action>,
  database: Database.Database,
  entityCount: number,
  file: string,
): Promise<number> {
  const rowOf = database.prepare('select row from entities where id = ?');
  const userNumbers = new Map<string, number>();
  const users: number[] = [];
  const entities: number[] = [];
  for await (const { user, entity } of actions) {
    const found = rowOf.get(entity) as { readonly row: number } | undefined;
    if (found === undefined) continue;
    let number = userNumbers.get(user);
    if (number === undefined) userNumbers.set(user, (number = userNumbers.size));
    users.push(number);
    entities.push(found.row);
  }
  if (users.length === 0) return 0;
  const vectors = entityVectors(
    { users: Uint32Array.from(users), entities: Uint32Array.from(entities), userCount: userNumbers.size, entityCount },
    OPTIONS,
  );
  await writeFile(file, vectors);
  return OPTIONS.dimensions;
}
