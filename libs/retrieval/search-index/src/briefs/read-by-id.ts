import { LRUCache } from 'lru-cache';

/** Remembers what was read by id, since the popular ones are found again and again, until something changes. */
export class ReadById<Item extends { readonly id: string }> {
  private known: LRUCache<string, Item>;

  /**
   * @param kept how many are remembered: those that were asked for last
   * @param fetch those of some ids that are there, in any order
   */
  constructor(
    private readonly kept: number,
    private readonly fetch: (ids: readonly string[]) => Promise<readonly Item[]>,
  ) {
    this.known = new LRUCache({ max: kept });
  }

  /** By id, in that order; those that are gone are left out. */
  async read(ids: readonly string[]): Promise<Item[]> {
    const { known } = this;
    const found = new Map<string, Item>();
    const missing: string[] = [];
    for (const id of ids) {
      const item = known.get(id);
      if (item === undefined) missing.push(id);
      else found.set(id, item);
    }
    if (missing.length > 0)
      for (const item of await this.fetch(missing)) {
        found.set(item.id, item);
        // What was asked before a change goes where nobody looks any more.
        known.set(item.id, item);
      }
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** Something was changed. */
  forget(): void {
    this.known = new LRUCache({ max: this.kept });
  }
}
