import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isUntrained } from './untrained';

describe('an app of a domain', () => {
  let app: string;

  beforeEach(() => {
    app = mkdtempSync(join(tmpdir(), 'tiebreak-untrained-'));
  });

  afterEach(() => {
    rmSync(app, { recursive: true });
  });

  it.each([
    { has: [], untrained: true, law: 'is untrained without bundle and kept scores' },
    { has: ['model'], untrained: false, law: 'is trained with a bundle, before its scores are kept' },
    { has: ['model', 'test/__snapshots__'], untrained: false, law: 'is trained with a bundle and kept scores' },
    { has: ['test/__snapshots__'], untrained: false, law: 'is not new when scores of a lost bundle were kept' },
  ])('$law', ({ has, untrained }) => {
    for (const folder of has) mkdirSync(join(app, folder), { recursive: true });
    const root = pathToFileURL(app + sep);
    const files = { model: new URL('model', root), goldenLines: new URL('test/golden-lines.jsonl', root) };
    expect(isUntrained(files)).toBe(untrained);
  });
});
