import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { indexShipped, VECTORS } from '@tiebreak/search-engine';
import { vectorsOfIndex } from '@tiebreak/search-index';

/**
 * Writes the vectors of every shipped catalogue beside it, so that the search service does not encode them at its first
 * start. Everything is encoded anew, whatever vectors are there.
 */
const CATALOGUES = fileURLToPath(new URL('../../apps/search/catalogue', import.meta.url));

const scratch = await mkdtemp(join(tmpdir(), 'tiebreak-vectors-'));
try {
  for (const file of (await readdir(CATALOGUES)).filter((name) => extname(name) === '.jsonl')) {
    const [from, to] = [join(scratch, 'from', file), join(scratch, 'to', file)];
    await cp(join(CATALOGUES, file), join(from, file));
    await indexShipped(from, to, 'sentence');
    const [domain] = await readdir(to);
    const name = `${basename(file, '.jsonl')}${VECTORS}`;
    const bytes = await vectorsOfIndex(join(to, domain!));
    await writeFile(join(CATALOGUES, name), bytes);
    console.log(`${name}: ${bytes.length} bytes`);
  }
} finally {
  await rm(scratch, { recursive: true });
}
