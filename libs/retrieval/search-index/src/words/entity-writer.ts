import { creatorNames, entityNames } from '@tiebreak/candidates';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import { normalise } from '@tiebreak/understanding';
import type Database from 'libsql';

/** Writes and removes the rows of entities, in all tables. Whoever calls begins and ends the transaction. */
export class EntityWriter {
  private readonly entity: Database.Statement;
  private readonly name: Database.Statement;
  private readonly tag: Database.Statement;
  private readonly words: Database.Statement;

  constructor(private readonly database: Database.Database) {
    this.entity = database.prepare('insert into entities values (?, ?, ?, ?, ?, ?, ?)');
    this.name = database.prepare('insert or ignore into names values (?, ?, ?, ?)');
    this.tag = database.prepare('insert or ignore into tags values (?, ?, ?, ?)');
    this.words = database.prepare(
      'insert into words (rowid, title, aliases, creator, tags, text) values (?, ?, ?, ?, ?, ?)',
    );
  }

  /** @param written the entity as JSON */
  add(row: number, entity: CatalogueEntity, written = JSON.stringify(entity)): void {
    const { id, type, title, creator, year, popularity, aliases, tags, text, attributes } = entity;
    const unpopularity = 1 - popularity;
    this.entity.run(row, id, type, year, attributes.language ?? '', popularity, written);
    for (const name of entityNames(entity)) this.name.run(name, 0, unpopularity, row);
    for (const name of creatorNames(entity)) this.name.run(name, 1, unpopularity, row);
    for (const [tag, weight] of Object.entries(tags)) this.tag.run(tag, unpopularity, row, weight);
    this.words.run(
      row,
      normalise(title),
      normalise(aliases.join(' ')),
      normalise(creator),
      normalise(Object.keys(tags).join(' ')),
      normalise(text),
    );
  }

  /** @returns the row that it had, undefined when there was no such entity */
  remove(id: string): number | undefined {
    const found = this.database.prepare('select row, entity from entities where id = ?').get(id) as
      { readonly row: number; readonly entity: string } | undefined;
    if (found === undefined) return undefined;
    const { row } = found;
    const entity = JSON.parse(found.entity) as CatalogueEntity;
    const removing = (table: 'names' | 'tags', column: string, values: readonly string[]): void => {
      const removal = this.database.prepare(`delete from ${table} where ${column} = ? and row = ?`);
      for (const value of values) removal.run(value, row);
    };
    removing('names', 'name', [...entityNames(entity), ...creatorNames(entity)]);
    removing('tags', 'tag', Object.keys(entity.tags));
    this.database.prepare('delete from words where rowid = ?').run(row);
    this.database.prepare('delete from entities where row = ?').run(row);
    return row;
  }
}
