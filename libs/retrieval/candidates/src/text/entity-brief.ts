import type { CatalogueEntity } from '@tiebreak/catalogue';
import { normalise } from '@tiebreak/understanding';

/** As much of an entity as ranking compares queries with: without its text, and normalised beforehand. */
export interface EntityBrief {
  readonly id: string;
  readonly type: string;
  /** 0 when it is not known. */
  readonly year: number;
  /** In [0, 1]. */
  readonly popularity: number;
  /** Title, then aliases; normalised. */
  readonly titles: readonly string[];
  /** Normalised; empty when there is none. */
  readonly creator: string;
  /** Weights in (0, 1]. */
  readonly tags: Readonly<Record<string, number>>;
}

/** The brief of an entity. */
export function briefOf({ id, type, year, popularity, title, aliases, creator, tags }: CatalogueEntity): EntityBrief {
  return { id, type, year, popularity, titles: [title, ...aliases].map(normalise), creator: normalise(creator), tags };
}
