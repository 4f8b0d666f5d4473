import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { acts, eventOf, impressionOf, shows } from '../test/entries';
import { openFeedbackStores } from './index';

const folder = mkdtempSync(join(tmpdir(), 'tiebreak-feedback-'));
const place = (name: string): string => join(folder, name);
const EXPECTED = 'expected a SQLite file that a search service keeps its feedback in';

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Makes a database. @returns its bytes */
function make(name: string, sql: string): Buffer {
  const database = new Database(place(name));
  database.exec(sql);
  database.close();
  return readFileSync(place(name));
}

describe('a file of SQLite', () => {
  it('of something else is refused and left as it is', async () => {
    const before = make('other.db', 'CREATE TABLE songs (title TEXT)');
    await expect(openFeedbackStores(place('other.db'))).rejects.toThrow(
      `${EXPECTED}, got a database of something else`,
    );
    expect(readFileSync(place('other.db'))).toEqual(before);
  });

  it('of a later release is refused', async () => {
    make('later.db', 'PRAGMA user_version = 99');
    await expect(openFeedbackStores(place('later.db'))).rejects.toThrow(
      'expected feedback of layout 1, got 99; use the release that wrote it, or a later one',
    );
  });

  it('that is no database, or cannot be made, is refused by its path', async () => {
    writeFileSync(place('text.db'), 'no database at all\n'.repeat(100));
    await expect(openFeedbackStores(place('text.db'))).rejects.toThrow(`${place('text.db')}: ${EXPECTED}`);
    await expect(openFeedbackStores(place('none/new.db'))).rejects.toThrow(`${place('none/new.db')}: ${EXPECTED}`);
    await expect(openFeedbackStores(place('new.db'), { create: false })).rejects.toThrow(`${EXPECTED}, got no file`);
    expect(readdirSync(folder)).not.toContain('new.db');
  });

  it('holds no byte of a user who was forgotten', async () => {
    const { log, close } = await openFeedbackStores(place('feedback.db'));
    const bytes = (): string =>
      readdirSync(folder)
        .filter((name) => name.startsWith('feedback.db'))
        .map((name) => readFileSync(place(name), 'latin1'))
        .join('');
    await log.append([
      shows(impressionOf('i', 'jane-doe')),
      shows(impressionOf('j', 'joe')),
      acts(eventOf('by-jane', 'i')),
    ]);
    expect(bytes()).toContain('jane-doe');
    await log.forget('jane-doe');
    expect(bytes()).not.toMatch(/jane/);
    expect(bytes()).toContain('joe');
    await close();
  });
});
