// Writes events into a plain table in batches, one transaction each, and prints how many a second. Usage: bare-sqlite FILE MS BATCH
import Database from 'libsql';

const [file, ms, batch] = process.argv.slice(2);
const database = new Database(file!);
for (const setting of ['journal_mode = WAL', 'synchronous = FULL']) database.pragma(setting);
database.exec('CREATE TABLE event (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL)');
const insert = database.prepare('INSERT INTO event VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING');

let written = 0;
const started = performance.now();
while (performance.now() - started < Number(ms)) {
  database.exec('BEGIN IMMEDIATE');
  for (let i = 0; i < Number(batch); i++) {
    const event = {
      eventId: `bare-${written}`,
      impressionId: 'i',
      entityId: 'song-1',
      action: 'click',
      occurredAt: written,
    };
    insert.run(++written, event.eventId, JSON.stringify(event));
  }
  database.exec('COMMIT');
}
console.log((written / (performance.now() - started)) * 1_000);
