import { rmSync } from 'node:fs';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import Database from 'libsql';

/** A catalogue on disk while it is sorted, so that it need not fit in memory. */
export class StagedCatalogue {
  private readonly database: Database.Database;
  private readonly insert: Database.Statement;
  size = 0;

  constructor(private readonly file: string) {
    this.database = new Database(file);
    this.database.exec(`
      pragma journal_mode = off;
      pragma synchronous = off;
      create table staged (popularity real not null, entity text not null);
      begin`);
    this.insert = this.database.prepare('insert into staged values (?, ?)');
  }

  add(entity: CatalogueEntity): void {
    this.insert.run(entity.popularity, JSON.stringify(entity));
    this.size++;
  }

  /** All entities, most popular first, equally popular ones in the order in which they came. */
  *byPopularity(): Generator<CatalogueEntity> {
    const sorted = this.database.prepare('select entity from staged order by popularity desc, rowid');
    for (const { entity } of sorted.iterate() as Iterable<{ readonly entity: string }>)
      yield JSON.parse(entity) as CatalogueEntity;
  }

  /** Removes it. */
  close(): void {
    this.database.exec('commit');
    this.database.close();
    rmSync(this.file, { force: true });
  }
}
