import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CatalogueEntity, readCatalogueEntity, readFieldMapping } from '@tiebreak/catalogue';
import { readCatalogue, readMapping } from '../src/catalogue/read-catalogue';
import { ROOT } from './tiebreak';

const page = readFileSync(join(ROOT, 'docs/how-to/bring-a-catalogue.md'), 'utf8');
const blocks = [...page.matchAll(/^```fields (\S+)\n(.*)\n```$/gm)];
const examples = [...page.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, json]) => JSON.parse(json!) as unknown);

interface Known {
  readonly size: number;
  /** Lines that repeat an id. */
  readonly duplicates?: number;
  readonly entity: Partial<CatalogueEntity>;
}

/** What is known of each public set. */
const KNOWN: Readonly<Record<string, Known>> = {
  'films_movielens.jsonl.gz': {
    size: 9_742,
    entity: { id: 'ml:6', type: 'film', title: 'Heat', year: 1995, tags: { action: 1, crime: 1, thriller: 1 } },
  },
  'books_goodbooks.jsonl.gz': {
    size: 10_000,
    entity: { id: 'gb:5', creator: 'F. Scott Fitzgerald', year: 1925, attributes: { language: 'en' } },
  },
  'albums_billboard200.jsonl.gz': {
    size: 36_034,
    // The most points of all: every other album is less popular.
    entity: { id: 'b2:0', type: 'album', year: 1984, popularity: 36_033 / 36_034 },
  },
  'songs_chinook.jsonl.gz': {
    size: 3_503,
    entity: {
      id: 'ck:t2',
      type: 'song',
      creator: 'Accept',
      tags: { rock: 1 },
      attributes: { album: 'Balls to the Wall' },
    },
  },
  'films_wikipedia.jsonl.gz': {
    size: 36_096,
    duplicates: 177,
    entity: { id: 'wp:Clowns_Spinning_Hats', title: 'Clowns Spinning Hats', year: 1900, tags: { silent: 1 } },
  },
};

describe('the page on bringing a catalogue', () => {
  it('shows an entity and a mapping that are read', () => {
    expect(readCatalogueEntity(examples[0])).toMatchObject({ ok: true, value: examples[0] });
    expect(readFieldMapping(examples[1])).toMatchObject({ ok: true });
  });

  it('has a mapping for each of the public sets', () => {
    expect(blocks.map(([, file]) => file).sort()).toEqual(Object.keys(KNOWN).sort());
  });

  for (const [, file, fields] of blocks) {
    const path = join(ROOT, '../shared/data/catalog', file!);
    const run = existsSync(path) ? it : it.skip;
    run(`reads all of ${file!} by its mapping${existsSync(path) ? '' : ` (needs ${path})`}`, async () => {
      const { size, entity, duplicates = 0 } = KNOWN[file!]!;
      const entities: CatalogueEntity[] = [];
      let skipped = 0;
      const onDuplicate = duplicates === 0 ? {} : { onDuplicate: () => skipped++ };
      for await (const each of readCatalogue(path, { mapping: await readMapping(fields!), ...onDuplicate }))
        entities.push(each);
      expect(skipped).toBe(duplicates);
      expect(entities).toHaveLength(size);
      expect(entities.find(({ id }) => id === entity.id)).toMatchObject(entity);
      expect(entities.every(({ popularity }) => popularity >= 0 && popularity < 1)).toBe(true);
    });
  }
});
