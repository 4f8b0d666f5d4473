import type { CatalogueEntity } from '@tiebreak/catalogue';

/** An entity of the Music catalogue, of which nothing but a title is known unless it is said. */
export function catalogueEntity(id: string, title: string, changes: Partial<CatalogueEntity> = {}): CatalogueEntity {
  return {
    ...{ id, domain: 'Music', type: 'song', title, creator: '', year: 0, popularity: 0.5, attributes: {} },
    ...{ aliases: [], text: '', tags: {} },
    ...changes,
  };
}
