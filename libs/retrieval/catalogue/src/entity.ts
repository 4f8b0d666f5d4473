/** A song, book, film, artist, ...: what a search returns and shows. */
export interface Entity {
  /** Unique in its catalogue. */
  readonly id: string;
  /** The catalogue: "Music", "Books", "Video", or a domain of your own. */
  readonly domain: string;
  /** "song", "album", "artist", "book", "film", "show", ... */
  readonly type: string;
  readonly title: string;
  /** Artist, author or director; empty when unknown. */
  readonly creator: string;
  /** Year of the first release; 0 when unknown. */
  readonly year: number;
  /** In [0, 1]: the share of its catalogue that is less popular. */
  readonly popularity: number;
  /** Genre, language, url, ... */
  readonly attributes: Readonly<Record<string, string>>;
}

/** An entity as it is indexed: with what is searched but not shown. */
export interface CatalogueEntity extends Entity {
  /** Other titles, and spoken or misspelt forms that are known. */
  readonly aliases: readonly string[];
  /** Description, plot or lyrics; may be long or empty. */
  readonly text: string;
  /** Weighted, not yes-or-no, attributes, such as `{ pop: 1, country: 0.3 }`; weights in (0, 1]. */
  readonly tags: Readonly<Record<string, number>>;
}
