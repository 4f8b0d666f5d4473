import type { ScoredRow } from '@tiebreak/candidates';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import Database from 'libsql';
import { bestRows, type FoundRows } from '../snapshot/found-rows';

/** A row that was changed: its entity, or none when it is gone. */
export interface ChangedRow {
  readonly row: number;
  readonly entity: CatalogueEntity | undefined;
}

/** Which rows of a snapshot still have an entity, and how popular it is. A row never comes to have another one. */
export class KnownRows {
  private readonly database: Database.Database;
  private readonly byId: Database.Statement;
  private readonly entityById: Database.Statement;
  /** Of rows that came after the snapshot. */
  private readonly later = new Map<number, number>();
  /** Rows of the snapshot that have none any more. */
  private readonly gone = new Set<number>();
  private lastChange = 0;

  /** @param popularity of the snapshot's rows */
  constructor(
    file: string,
    private readonly popularity: Float64Array,
  ) {
    this.database = new Database(file, { readonly: true });
    this.byId = this.database.prepare('select row from entities where id = ?');
    this.entityById = this.database.prepare('select entity from entities where id = ?');
  }

  /** Takes in, and tells, what was changed since this was asked last; at first, since the snapshot was made. */
  changes(): ChangedRow[] {
    const changes = this.database
      .prepare('select max(change) as change, row from changes where change > ? group by row order by row')
      .all(this.lastChange) as { readonly change: number; readonly row: number }[];
    const read = this.database.prepare('select entity from entities where row = ?');
    return changes.map(({ change, row }) => {
      this.lastChange = Math.max(this.lastChange, change);
      const found = read.get(row) as { readonly entity: string } | undefined;
      const entity = found === undefined ? undefined : (JSON.parse(found.entity) as CatalogueEntity);
      if (entity !== undefined) this.later.set(row, entity.popularity);
      else if (!this.later.delete(row)) this.gone.add(row);
      return { row, entity };
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

  /** The best of those rows that are still there; more popular ones are scored higher by up to that share. */
  best(rows: readonly ScoredRow[], depth: number, popularityWeight: number): FoundRows {
    const there = rows.flatMap(({ row, score }) => {
      const popularity = this.gone.has(row) ? undefined : (this.popularity[row] ?? this.later.get(row));
      return popularity === undefined ? [] : [{ row, score: score * (1 + popularityWeight * popularity) }];
    });
    return bestRows(there, depth);
  }
}
