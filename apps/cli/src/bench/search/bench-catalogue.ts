import type { CatalogueEntity } from '@tiebreak/catalogue';
import { seededRandom } from '@tiebreak/statistics';
import { MADE_DOMAIN, madeEntities, withHeadWords } from './made-catalogue';
import { publicEntities } from './public-catalogues';

/** So many entities: the public catalogues that are there, filled up with made ones; the same for the same seed. */
export async function* benchEntities(
  count: number,
  seed: number,
  onEntity: (entity: CatalogueEntity) => void,
): AsyncGenerator<CatalogueEntity> {
  const random = seededRandom(seed);
  let made = 0;
  for await (const entity of allEntities(seed)) {
    if (made++ === count) return;
    const said = withHeadWords(entity, random);
    onEntity(said);
    yield said;
  }
}

async function* allEntities(seed: number): AsyncGenerator<CatalogueEntity> {
  yield* publicEntities(MADE_DOMAIN);
  yield* madeEntities(seed);
}
