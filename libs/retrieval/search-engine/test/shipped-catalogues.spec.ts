import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexShipped } from '../src/index';
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
