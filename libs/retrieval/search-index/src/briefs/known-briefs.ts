import type { Candidate, EntityBrief } from '@tiebreak/candidates';
import { LRUCache } from 'lru-cache';
import type { FoundRows } from '../snapshot/found-rows';
import { ReadById } from './read-by-id';
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
  private byRow = new LRUCache<number, EntityBrief>({ max: KEPT });
  private readonly byId: ReadById<EntityBrief>;

  constructor(
    private readonly snapshot: SnapshotBriefs,
    private readonly later: LaterEntities,
  ) {
    this.byId = new ReadById(KEPT, async (ids) => present(await this.at(await later.rowsOf(ids))));
  }

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
  describe(ids: readonly string[]): Promise<EntityBrief[]> {
    return this.byId.read(ids);
  }

  /** Something was changed. */
  forget(): void {
    this.byRow = new LRUCache({ max: KEPT });
    this.byId.forget();
  }

  private async at(rows: readonly number[]): Promise<(EntityBrief | undefined)[]> {
    const { byRow } = this;
    const briefs = rows.map((row) => {
      const known = byRow.get(row);
      if (known !== undefined) return known;
      const brief = this.snapshot.at(row);
      if (brief !== undefined) this.keep(row, brief);
      return brief;
    });
    const places = briefs.flatMap((brief, i) => (brief === undefined ? [i] : []));
    if (places.length > 0) {
      const later = await this.later.briefs(places.map((i) => rows[i]!));
      // What was asked before a change is not remembered after it.
      const current = byRow === this.byRow;
      later.forEach((brief, i) => {
        briefs[places[i]!] = brief;
        if (brief !== undefined && current) this.keep(rows[places[i]!]!, brief);
      });
    }
    return briefs;
  }

  private keep(row: number, brief: EntityBrief): void {
    this.byRow.set(row, brief);
    this.byId.keep(brief);
  }
}

function present<T>(items: readonly (T | undefined)[]): T[] {
  return items.filter((item) => item !== undefined);
}
