import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entitySentence } from '@tiebreak/candidates';
import { type CatalogueEntity, readCatalogueEntity } from '@tiebreak/catalogue';
import { indexShipped, VECTORS } from '@tiebreak/search-engine';
import { KnownVectors, openEncoder, SearchIndex } from '@tiebreak/search-index';

const FILES = { Music: 'music.jsonl', Books: 'books.jsonl', Video: 'video.jsonl' };
const FOLDER = fileURLToPath(new URL('../catalogue/', import.meta.url));

/** Every line of the seed, with where it stands. */
const lines = Object.entries(FILES).flatMap(([domain, file]) =>
  readFileSync(join(FOLDER, file), 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text, i) => ({ place: `${file}:${i + 1}`, domain, reading: readCatalogueEntity(JSON.parse(text)) })),
);
const entities = lines.flatMap(({ reading }) => (reading.ok ? [reading.value] : []));
const ids = new Set(entities.map(({ id }) => id));

function placesWhere(wrong: (entity: CatalogueEntity, domain: string) => boolean): string[] {
  return lines.filter(({ reading, domain }) => reading.ok && wrong(reading.value, domain)).map(({ place }) => place);
}

describe('the vectors beside the shipped catalogue', () => {
  it('are those of every sentence that is encoded, by the encoder that queries are encoded by', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'catalogue-vectors-'));
    await indexShipped(FOLDER, folder, 'none');
    const encoder = await openEncoder('sentence');
    for (const [domain, file] of Object.entries(FILES)) {
      const known = KnownVectors.read(readFileSync(join(FOLDER, file.replace('.jsonl', VECTORS))));
      const index = await SearchIndex.open(join(folder, domain));
      const sentences = [];
      for await (const entity of index.scan()) sentences.push(entitySentence(entity));
      await index.close();
      expect(sentences.filter((sentence) => known.get(sentence) === undefined)).toEqual([]);
      const vector = await encoder.encode([sentences[7]!]);
      const cosine = known.get(sentences[7]!)!.reduce((sum, value, i) => sum + value * vector[i]!, 0);
      expect(cosine).toBeCloseTo(1, 3);
    }
    await rm(folder, { recursive: true });
  });
});

describe('the shipped catalogue', () => {
  it('is made of lines that the reader accepts', () => {
    expect(lines.filter(({ reading }) => !reading.ok)).toEqual([]);
  });

  it('has at least 300 entities, no two with one id', () => {
    expect(entities.length).toBeGreaterThanOrEqual(300);
    expect(ids.size).toBe(entities.length);
  });

  it('has at least 60 titles that stand in two domains or more', () => {
    const domainsOf = new Map<string, Set<string>>();
    for (const { title, domain } of entities)
      domainsOf.set(title, (domainsOf.get(title) ?? new Set<string>()).add(domain));
    expect([...domainsOf.values()].filter(({ size }) => size >= 2).length).toBeGreaterThanOrEqual(60);
  });

  it('names domain and type in every id, and keeps every domain in its file', () => {
    expect(
      placesWhere(
        ({ id, domain, type }, file) =>
          domain !== file || !new RegExp(`^${domain.toLowerCase()}:${type}:[a-z0-9]+(-[a-z0-9]+)*$`).test(id),
      ),
    ).toEqual([]);
  });

  it('leaves no title, creator, genre or tag empty, and no year to the future or before print', () => {
    const latest = new Date().getUTCFullYear();
    expect(
      placesWhere(
        ({ title, creator, text, year, attributes, tags }) =>
          title === '' ||
          creator === '' ||
          text.length < 5 ||
          (attributes.genre ?? '') === '' ||
          Object.keys(tags).length === 0 ||
          (year !== 0 && (year < 1500 || year > latest)),
      ),
    ).toEqual([]);
  });

  it('links works to at least one other entity, and songs to albums that are there', () => {
    const members = new Map<string, number>();
    for (const { attributes } of entities)
      if (attributes.work !== undefined) members.set(attributes.work, (members.get(attributes.work) ?? 0) + 1);
    expect([...members].filter(([, count]) => count < 2)).toEqual([]);
    expect(placesWhere(({ attributes }) => attributes.album !== undefined && !ids.has(attributes.album))).toEqual([]);
  });

  it('says of popularity what the type says: the share of the domain that is less popular', () => {
    for (const domain of Object.keys(FILES)) {
      const shares = entities.filter((entity) => entity.domain === domain).map(({ popularity }) => popularity);
      for (const share of shares)
        expect(share).toBeCloseTo(shares.filter((other) => other < share).length / shares.length, 3);
    }
  });

  it('repeats no alias within an entity, and none that is its title', () => {
    expect(
      placesWhere(({ title, aliases }) => new Set(aliases).size < aliases.length || aliases.includes(title)),
    ).toEqual([]);
  });
});
