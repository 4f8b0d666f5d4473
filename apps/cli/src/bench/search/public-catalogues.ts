import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import { readCatalogue, readMapping } from '../../catalogue/read-catalogue';

/** Public catalogues stand beside a checkout, where they were put there; see docs/how-to/bring-a-catalogue.md. */
const FOLDER = fileURLToPath(new URL('../../../../../../shared/data/catalog/', import.meta.url));

const FIELDS: Readonly<Record<string, string>> = {
  'films_movielens.jsonl.gz': 'type="film",title=title,aliases=aka,year=year,tags=genres,popularity=ratings',
  'books_goodbooks.jsonl.gz':
    'type="book",title=title,aliases=original_title,creator=authors,year=year,language=lang,popularity=ratings',
  'albums_billboard200.jsonl.gz': 'type=kind,title=title,creator=artist,year=first,popularity=points',
  'songs_chinook.jsonl.gz': 'type=kind,title=title,creator=artist,tags=genre,popularity=purchases',
  'films_wikipedia.jsonl.gz': 'type="film",title=title,year=year,tags=genres,text=extract+cast',
};

/** The entities of the public catalogues that are there. */
export async function* publicEntities(domain: string): AsyncGenerator<CatalogueEntity> {
  for (const [name, fields] of Object.entries(FIELDS)) {
    const file = join(FOLDER, name);
    if (!existsSync(file)) continue;
    yield* readCatalogue(file, {
      mapping: await readMapping(fields),
      defaults: { domain, type: 'work' },
      onDuplicate: () => undefined,
    });
  }
}
