import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { buildIndex } from '../src/build/build-index';
import { currentSnapshot, FILES } from '../src/snapshot/snapshot';
import { TextStore } from '../src/words/text-store';
import { FILMS, streamed } from './catalogue';

describe('a word that stands in much of a catalogue', () => {
  let folder: string;
  let store: TextStore;
  const found = (words: readonly string[], isUnfinished: boolean): string[] =>
    store.briefs([...store.match({ words, isUnfinished, keys: [] }, 10).rows]).map((brief) => brief!.id);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'head-terms-'));
    await buildIndex(streamed(FILMS), folder, { encoder: 'none' });
    const snapshot = await currentSnapshot(folder);
    const database = new Database(join(snapshot.folder, FILES.database));
    // In a catalogue of some films no word is in so many rows as to be one.
    database.exec("insert into head_terms values ('mari')");
    database.close();
    store = await TextStore.open(snapshot.folder);
  });
  afterAll(async () => {
    store.close();
    await rm(folder, { recursive: true });
  });

  it('finds the most popular alone, and nothing beside a rarer one', () => {
    expect(found(['mary'], false)).toEqual(['poppins', 'saving', 'magdalene']);
    expect(found(['mary', 'magdalene'], false)).toEqual(['magdalene']);
  });

  it('finds the most popular when its beginning is typed', () => {
    expect(found(['mar'], true)).toEqual(['poppins', 'saving', 'magdalene']);
    expect(found(['banks', 'mar'], true)).toEqual(['saving']);
  });

  it('leaves beginnings of other words as they are', () => {
    expect(found(['magd'], true)).toEqual(['magdalene']);
    expect(found(['magd'], false)).toEqual([]);
  });
});
