import type { UnderstoodQuery } from '@tiebreak/candidates';
import type { CatalogueEntity } from '@tiebreak/catalogue';

/** An entity with what a test says of it. */
export function entity(id: string, title: string, rest: Partial<CatalogueEntity> = {}): CatalogueEntity {
  return {
    ...{ id, title, domain: 'Video', type: 'film', creator: '', year: 0, popularity: 0.5, attributes: {} },
    ...{ aliases: [], text: '', tags: {} },
    ...rest,
  };
}

export const FILMS: readonly CatalogueEntity[] = [
  entity('poppins', 'Mary Poppins', {
    ...{ creator: 'Robert Stevenson', year: 1964, popularity: 0.95, attributes: { language: 'en' } },
    ...{ text: 'A nanny with magic in her bag comes to two children.', tags: { family: 1, musical: 0.9 } },
  }),
  entity('saving', 'Saving Mr. Banks', {
    creator: 'John Lee Hancock',
    year: 2013,
    text: 'How Mary Poppins was filmed.',
  }),
  entity('magdalene', 'Mary Magdalene', { year: 2018, popularity: 0.3, tags: { drama: 1 } }),
  entity('it', 'It', { year: 2017, popularity: 0.8, tags: { horror: 1 } }),
  entity('follows', 'It Follows', { year: 2014, popularity: 0.7, tags: { horror: 1 } }),
  entity('shining', 'The Shining', { creator: 'Stanley Kubrick', year: 1980, popularity: 0.99, tags: { horror: 0.9 } }),
  entity('odyssey', '2001: A Space Odyssey', {
    ...{ creator: 'Stanley Kubrick', year: 1968, popularity: 0.9, aliases: ['Two Thousand and One'] },
    tags: { 'science fiction': 1 },
  }),
  entity('amelie', 'Amélie', { year: 2001, attributes: { language: 'fr' }, tags: { comedy: 0.8, romance: 0.7 } }),
];

/** Entities one after the other, as a catalogue is read. */
export async function* streamed(entities: readonly CatalogueEntity[]): AsyncGenerator<CatalogueEntity> {
  for (const each of entities) yield await Promise.resolve(each);
}

/** A query of words, of which nothing more is understood. */
export function query(text: string, understanding: Partial<UnderstoodQuery['understanding']> = {}): UnderstoodQuery {
  return {
    ...{ domain: 'Video', text, intent: '', slots: [], context: { device: '', attributes: {} }, userId: '', at: 0 },
    understanding: { kind: 'known-item', terms: [], types: [], tags: {}, ...understanding },
  };
}
