import { rmSync } from 'node:fs';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import Database from 'libsql';

/** A catalogue on disk while it is sorted, so that it need not fit in memory. */
export class StagedCatalogue {
  private readonly database: Database.Database;
  private readonly insert: Database.Statement;
  private readonly popularity: number[] = [];

  constructor(private readonly file: string) {
    this.database = new Database(file);
    this.database.exec(`
      pragma journal_mode = off;
      pragma synchronous = off;
      create table staged (entity text not null);
      begin`);
    this.insert = this.database.prepare('insert into staged (rowid, entity) values (?, ?)');
  }

  get size(): number {
    return this.popularity.length;
  }

  add(entity: CatalogueEntity): void {
    this.insert.run(this.popularity.push(entity.popularity) - 1, JSON.stringify(entity));
  }

  /** All entities, most popular first, equally popular ones in the order in which they came. */
  *byPopularity(): Generator<CatalogueEntity> {
    // SQLite would sort the texts along.
    const { popularity } = this;
    const order = Uint32Array.from(popularity.keys()).sort((a, b) => popularity[b]! - popularity[a]! || a - b);
    const read = this.database.prepare('select entity from staged where rowid = ?').raw(true);
    for (const row of order) {
      const [entity] = read.get(row) as [string];
      yield JSON.parse(entity) as CatalogueEntity;
    }
  }

  /** Removes it. */
  close(): void {
    this.database.exec('commit');
    this.database.close();
    rmSync(this.file, { force: true });
  }
}
