import type { CatalogueEntity } from '@tiebreak/catalogue';
import { normalise } from '@tiebreak/understanding';
import Database from 'libsql';

/** A plain search by words, beside which strategies are held: BM25 of SQLite's FTS5 over title, creator and tags, any word. */
export class FullText {
  private readonly database = new Database(':memory:');

  constructor(entities: readonly CatalogueEntity[]) {
    this.database.exec(
      'CREATE VIRTUAL TABLE entity USING fts5 (id UNINDEXED, title, creator, tags, tokenize = "porter unicode61")',
    );
    const insert = this.database.prepare('INSERT INTO entity VALUES (?, ?, ?, ?)');
    for (const { id, title, creator, tags } of entities)
      insert.run(id, normalise(title), normalise(creator), Object.keys(tags).join(' '));
  }

  /** @param query normalised, so that it holds no operators of FTS5 but in quotes */
  find(query: string, depth: number): string[] {
    const words = query.split(' ').map((word) => `"${word}"`);
    const rows = this.database
      .prepare('SELECT id FROM entity WHERE entity MATCH ? ORDER BY rank LIMIT ?')
      .all(words.join(' OR '), depth) as { id: string }[];
    return rows.map(({ id }) => id);
  }

  close(): void {
    this.database.close();
  }
}
