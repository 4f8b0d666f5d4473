import type { Candidate, EntityBrief } from '@tiebreak/candidates';
import { LRUCache } from 'lru-cache';
import type { FoundRows } from '../snapshot/found-rows';
import type { SnapshotBriefs } from './snapshot-briefs';

/** Briefs that are remembered, at one or two kilobytes each with what is made of them. */
const KEPT = 20_000;

/** Where rows and ids are looked up that the snapshot's own briefs do not know. */
export interface LaterEntities {
  /** Briefs of rows that came after the snapshot, in that order; undefined for one that is gone. */
  briefs(rows: readonly number[]): Promise<readonly (EntityBrief | undefined)[]>;
  /** Rows of those of some ids that are there. */
  rowsOf(ids: readonly string[]): Promise<readonly number[]>;
}

/**
 * Who stands in which row, known on this thread: rows become candidates, and candidates are described, without asking another
 * thread. Only what came after the snapshot is asked for.
 */
export class KnownBriefs {
  private known = new RememberedBriefs();

  constructor(
    private readonly snapshot: SnapshotBriefs,
    private readonly later: LaterEntities,
  ) {}

  /** Found rows by id, in their order; those that are gone are left out. */
  async candidates({ rows, scores }: FoundRows): Promise<Candidate[]> {
    const briefs = await this.at([...rows]);
    return briefs.flatMap((brief, i) => (brief === undefined ? [] : [{ id: brief.id, score: scores[i]! }]));
  }

  /** The ids of rows, in their order; those that are gone are left out. */
  async ids(rows: readonly number[]): Promise<string[]> {
    return present(await this.at(rows)).map(({ id }) => id);
  }

  /** Briefs by id, in that order; those that are gone are left out. */
  async describe(ids: readonly string[]): Promise<EntityBrief[]> {
    const found = new Map(ids.map((id) => [id, this.known.byId.get(id)]));
    const missing = ids.filter((id) => found.get(id) === undefined);
    if (missing.length > 0)
      for (const brief of await this.at(await this.later.rowsOf(missing)))
        if (brief !== undefined) found.set(brief.id, brief);
    return present(ids.map((id) => found.get(id)));
  }

  /** Something was changed. */
  forget(): void {
    this.known = new RememberedBriefs();
  }

  private async at(rows: readonly number[]): Promise<(EntityBrief | undefined)[]> {
    const { known } = this;
    const briefs = rows.map((row) => {
      let brief = known.byRow.get(row);
      if (brief !== undefined) return brief;
      brief = this.snapshot.at(row);
      if (brief !== undefined) known.keep(row, brief);
      return brief;
    });
    const places = briefs.flatMap((brief, i) => (brief === undefined ? [i] : []));
    if (places.length > 0) {
      const later = await this.later.briefs(places.map((i) => rows[i]!));
      later.forEach((brief, i) => {
        briefs[places[i]!] = brief;
        // What was asked before a change goes where nobody looks any more.
        if (brief !== undefined) known.keep(rows[places[i]!]!, brief);
      });
    }
    return briefs;
  }
}

/** The briefs that were met last, by row and by id. */
class RememberedBriefs {
  readonly byId = new Map<string, EntityBrief>();
  readonly byRow = new LRUCache<number, EntityBrief>({
    max: KEPT,
    dispose: (brief) => {
      // An entity that was changed has a new row, and the brief of that one.
      if (this.byId.get(brief.id) === brief) this.byId.delete(brief.id);
    },
  });

  keep(row: number, brief: EntityBrief): void {
    this.byId.set(brief.id, brief);
    this.byRow.set(row, brief);
  }
}

function present<T>(items: readonly (T | undefined)[]): T[] {
  return items.filter((item) => item !== undefined);
}
