import { type Fields, FieldReader, get, type Reading } from '@tiebreak/interpretation';
import type { CatalogueEntity } from './entity';
import { CATALOGUE_LIMITS as LIMITS } from './limits';

/** What stands for fields that a line leaves out. */
export type EntityDefaults = Partial<Pick<CatalogueEntity, 'domain' | 'type'>>;

/**
 * Reads one line of a catalogue, already decoded from JSON. `id`, `domain` and `type` are required unless `defaults` has
 * them; all else may be left out, and is then empty or 0. Fields that are not an entity's are ignored.
 */
export function readCatalogueEntity(line: unknown, defaults: EntityDefaults = {}): Reading<CatalogueEntity> {
  const reader = new FieldReader();
  const source = { ...defaults, ...withoutEmpty(reader.object(line)) };
  return reader.finish({
    id: reader.text(source, 'id', LIMITS.name, 'required'),
    domain: reader.text(source, 'domain', LIMITS.name, 'required'),
    type: reader.text(source, 'type', LIMITS.name, 'required'),
    title: reader.text(source, 'title', LIMITS.title, 'optional'),
    creator: reader.text(source, 'creator', LIMITS.title, 'optional'),
    year: readYear(reader, source),
    popularity: readPopularity(reader, source),
    attributes: reader.map(source, 'attributes', LIMITS.attributes, (entries, name) =>
      reader.text(entries, name, LIMITS.title, 'optional'),
    ),
    aliases: reader.list(source, 'aliases', LIMITS.aliases, (alias) =>
      reader.text({ alias }, 'alias', LIMITS.title, 'required'),
    ),
    text: reader.text(source, 'text', LIMITS.text, 'optional'),
    tags: reader.map(source, 'tags', LIMITS.tags, readWeight),
  });

  function readWeight(entries: Fields, name: string): number {
    const weight = reader.double(entries, name);
    if (weight !== undefined && weight > 0 && weight <= 1) return weight;
    reader.reject(name, 'a weight above 0 and at most 1', entries[name]);
    return 1;
  }
}

/** Null and "" are ways of leaving a field out. */
function withoutEmpty(source: Fields): Fields {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== null && value !== ''));
}

function readYear(reader: FieldReader, source: Fields): number {
  const year = reader.double(source, 'year') ?? 0;
  if (Number.isInteger(year) && year >= LIMITS.firstYear && year <= LIMITS.lastYear) return year;
  reader.reject('year', `a whole year from ${LIMITS.firstYear} to ${LIMITS.lastYear}`, get(source, 'year'));
  return 0;
}

function readPopularity(reader: FieldReader, source: Fields): number {
  const popularity = reader.double(source, 'popularity') ?? 0;
  if (popularity >= 0 && popularity <= 1) return popularity;
  reader.reject('popularity', 'a share in [0, 1], or a mapping that ranks it', get(source, 'popularity'));
  return 0;
}
