import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entitySentence, hashedEncoder } from '@tiebreak/candidates';
import { KnownVectors, SearchIndex } from '@tiebreak/search-index';
import { indexShipped, VECTORS } from '../src/index';
import { film } from './engines';

describe('shipped catalogues', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shipped-'));
  const [catalogues, indexes] = [join(folder, 'catalogues'), join(folder, 'indexes')];
  const current = (): string => readFileSync(join(indexes, 'Video/current'), 'utf8');
  const ship = (...lines: object[]): void => {
    writeFileSync(join(catalogues, 'video.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  };
  beforeAll(() => {
    mkdirSync(catalogues);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are indexed once, and again when they have changed', async () => {
    ship(film('a', 'A'));
    await indexShipped(catalogues, indexes, 'none');
    const first = current();
    await indexShipped(catalogues, indexes, 'none');
    expect(current()).toBe(first);
    ship(film('a', 'A'), film('b', 'B'));
    await indexShipped(catalogues, indexes, 'none');
    expect(current()).not.toBe(first);
  });

  it('take the vectors that lie beside them, of the texts that are the same', async () => {
    const vectors = join(catalogues, `video${VECTORS}`);
    const [a, b, c] = [film('a', 'Alien', { popularity: 0.9 }), film('b', 'Babel'), film('c', 'Coco')];
    const shipAnew = async (...lines: object[]): Promise<SearchIndex> => {
      await rm(indexes, { recursive: true });
      ship(...lines);
      await indexShipped(catalogues, indexes, 'hashed');
      return SearchIndex.open(join(indexes, 'Video'));
    };
    const first = await shipAnew(a, b);
    const sentences = [];
    for await (const entity of first.scan()) sentences.push(entitySentence(entity));
    await first.close();
    const ofAlien = await hashedEncoder.encode([sentences[0]!]);
    // Not Babel's, so that it shows where the vector comes from.
    writeFileSync(vectors, KnownVectors.write(sentences, Float32Array.of(...ofAlien, ...ofAlien)));
    const second = await shipAnew(a, b, c);
    const near = new Map((await second.nearest(ofAlien, 3)).map(({ id, score }) => [id, score]));
    await second.close();
    expect([near.get('a'), near.get('b')]).toEqual([expect.closeTo(1, 3), expect.closeTo(1, 3)]);
    expect(near.get('c')).toBeLessThan(0.9);
  });

  it('are refused with vectors that are none, by the name of their file', async () => {
    const vectors = join(catalogues, `video${VECTORS}`);
    writeFileSync(vectors, 'no vectors');
    ship(film('a', 'A'));
    await expect(indexShipped(catalogues, indexes, 'hashed')).rejects.toThrow(
      'video.vectors.bin: expected vectors of layout 1, got other bytes',
    );
    await rm(vectors);
    await indexShipped(catalogues, indexes, 'none');
  });

  it('leave alone an index that was made of something else', async () => {
    await rm(join(indexes, 'Video/catalogue.sha256'));
    const own = current();
    ship(film('c', 'C'));
    await indexShipped(catalogues, indexes, 'none');
    expect(current()).toBe(own);
  });

  it('are refused by line and field', async () => {
    await rm(indexes, { recursive: true });
    ship(film('a', 'A'), { ...film('b', 'B'), popularity: 2 });
    await expect(indexShipped(catalogues, indexes, 'none')).rejects.toThrow('video.jsonl:2: popularity: expected');
  });
});
