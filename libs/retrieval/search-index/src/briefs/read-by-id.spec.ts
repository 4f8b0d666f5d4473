import type { CatalogueEntity } from '@tiebreak/catalogue';
import { entity } from '../../test/catalogue';
import { ReadById } from './read-by-id';

function store() {
  const there = new Map<string, CatalogueEntity>();
  const asked: string[][] = [];
  const entities = new ReadById<CatalogueEntity>(3, (ids) => {
    asked.push([...ids]);
    // In another order than asked, as a database may.
    return Promise.resolve(ids.flatMap((id) => there.get(id) ?? []).reverse());
  });
  for (const id of ['a', 'b', 'c']) there.set(id, entity(id, id));
  return { entities, there, asked };
}
const idsOf = (entities: readonly CatalogueEntity[]): string[] => entities.map(({ id }) => id);

describe('what is remembered by id', () => {
  it('come in the order of the ids, without those that are not there', async () => {
    const { entities } = store();
    expect(idsOf(await entities.read(['c', 'none', 'a']))).toEqual(['c', 'a']);
    expect(idsOf(await entities.read(['b', 'a', 'c']))).toEqual(['b', 'a', 'c']);
  });

  it('are read once', async () => {
    const { entities, asked } = store();
    await entities.read(['a', 'b']);
    await entities.read(['b', 'c']);
    await entities.read(['a', 'b', 'c']);
    expect(asked).toEqual([['a', 'b'], ['c']]);
  });

  it('are those that were asked for last', async () => {
    const { entities, there, asked } = store();
    there.set('d', entity('d', 'd'));
    for (const id of ['a', 'b', 'c', 'a', 'd', 'a', 'c', 'b']) await entities.read([id]);
    expect(asked.flat()).toEqual(['a', 'b', 'c', 'd', 'b']);
  });

  it('are as they are after a change, also those whose reading began before it', async () => {
    const { entities, there } = store();
    const before = entities.read(['a']);
    there.set('a', entity('a', 'changed'));
    entities.forget();
    expect((await before)[0]!.title).toBe('a');
    expect((await entities.read(['a']))[0]!.title).toBe('changed');
    there.delete('a');
    entities.forget();
    expect(await entities.read(['a'])).toEqual([]);
  });
});
