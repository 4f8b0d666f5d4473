/**
 * Rows are numbered by falling popularity when an index is made, so that what is read in order of rows is read in order
 * of popularity. `words` keeps no text of its own: entities are in `entities`. `changes` tells readers what came since.
 */
export const SCHEMA = `
  create table entities (
    row integer primary key,
    id text not null unique,
    type text not null,
    year integer not null,
    language text not null,
    popularity real not null,
    entity text not null
  );
  create table names (name text not null, is_creator integer not null, unpopularity real not null, row integer not null,
    primary key (name, is_creator, unpopularity, row)) without rowid;
  create table tags (tag text not null, unpopularity real not null, row integer not null, weight real not null,
    primary key (tag, unpopularity, row)) without rowid;
  create virtual table words using fts5(title, aliases, creator, tags, text, content='', contentless_delete=1,
    tokenize='porter unicode61 remove_diacritics 2');
  create table head_terms (term text primary key) without rowid;
  create table changes (change integer primary key autoincrement, row integer not null);
`;

/** Made once all rows are there, which is faster. */
export const INDICES = `
  create index entities_by_popularity on entities (popularity desc);
  create index entities_by_type on entities (type, popularity desc);
  create index entities_by_year on entities (year desc, popularity desc);
`;

/** BM25 counts a match in a title this many times, and so on, in the order of the columns of `words`. */
export const FIELD_WEIGHTS = [3, 3, 2, 1.5, 1] as const;
