import type { CatalogueEntity } from '@tiebreak/catalogue';

/** Entities that are remembered, at one or two kilobytes each. */
const KEPT = 20_000;

/**
 * Remembers the entities that were read, since the popular ones are found again and again, until something changes.
 * @param fetch those of some ids that are there, in any order
 */
export class ReadEntities {
  private kept = new Map<string, CatalogueEntity>();

  constructor(private readonly fetch: (ids: readonly string[]) => Promise<readonly CatalogueEntity[]>) {}

  /** Entities by id, in that order; those that are gone are left out. */
  async read(ids: readonly string[]): Promise<CatalogueEntity[]> {
    const { kept } = this;
    const found = new Map<string, CatalogueEntity>();
    const missing: string[] = [];
    for (const id of ids) {
      const entity = kept.get(id);
      if (entity === undefined) missing.push(id);
      else found.set(id, entity);
    }
    if (missing.length > 0)
      for (const entity of await this.fetch(missing)) {
        found.set(entity.id, entity);
        // What was asked before a change goes into the map that was given up then.
        if (kept.size === KEPT) kept.delete(kept.keys().next().value!);
        kept.set(entity.id, entity);
      }
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** Something was changed. */
  forget(): void {
    this.kept = new Map();
  }
}
