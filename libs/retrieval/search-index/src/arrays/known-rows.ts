import type { Candidate, ScoredRow } from '@tiebreak/candidates';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import Database from 'libsql';

/** A row that was changed: its entity, or none when it is gone. */
export interface ChangedRow {
  readonly row: number;
  readonly entity: CatalogueEntity | undefined;
}

interface KnownRow {
  readonly id: string;
  readonly popularity: number;
}

/** Rows that are remembered, which is 100 bytes each; then all are forgotten. */
const MOST_KNOWN = 1_000_000;

/** Which entities stand in the rows of a snapshot. Those that were met are remembered until they change. */
export class KnownRows {
  private readonly database: Database.Database;
  private readonly byRow: Database.Statement;
  private readonly byId: Database.Statement;
  private readonly entityById: Database.Statement;
  private readonly known = new Map<number, KnownRow>();
  private lastChange = 0;

  constructor(file: string) {
    this.database = new Database(file, { readonly: true });
    this.byRow = this.database.prepare('select id, popularity from entities where row = ?');
    this.byId = this.database.prepare('select row from entities where id = ?');
    this.entityById = this.database.prepare('select entity from entities where id = ?');
  }

  /** What was changed since this was asked last; at first, since the snapshot was made. */
  changes(): ChangedRow[] {
    const changes = this.database
      .prepare('select max(change) as change, row from changes where change > ? group by row order by row')
      .all(this.lastChange) as { readonly change: number; readonly row: number }[];
    const read = this.database.prepare('select entity from entities where row = ?');
    return changes.map(({ change, row }) => {
      this.lastChange = Math.max(this.lastChange, change);
      this.known.delete(row);
      const found = read.get(row) as { readonly entity: string } | undefined;
      return { row, entity: found === undefined ? undefined : (JSON.parse(found.entity) as CatalogueEntity) };
    });
  }

  /** The rows of those of the entities that are there. */
  rowsOf(ids: readonly string[]): number[] {
    return ids.flatMap((id) => (this.byId.get(id) as { readonly row: number } | undefined)?.row ?? []);
  }

  /** The entity of an id; undefined when it is gone. */
  entity(id: string): CatalogueEntity | undefined {
    const found = this.entityById.get(id) as { readonly entity: string } | undefined;
    return found === undefined ? undefined : (JSON.parse(found.entity) as CatalogueEntity);
  }

  /** Those rows that are still there, by id; more popular ones are scored higher by up to that share. */
  candidates(rows: readonly ScoredRow[], depth: number, popularityWeight: number): Candidate[] {
    return rows
      .flatMap(({ row, score }) => {
        const found = this.at(row);
        return found === undefined ? [] : [{ id: found.id, score: score * (1 + popularityWeight * found.popularity) }];
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, depth);
  }

  private at(row: number): KnownRow | undefined {
    const known = this.known.get(row);
    if (known !== undefined) return known;
    const found = this.byRow.get(row) as KnownRow | undefined;
    if (found === undefined) return undefined;
    if (this.known.size === MOST_KNOWN) this.known.clear();
    const { id, popularity } = found;
    this.known.set(row, { id, popularity });
    return found;
  }
}
