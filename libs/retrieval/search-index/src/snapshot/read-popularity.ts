import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FILES } from './snapshot';

/** How popular the entity of each row was when the snapshot was made, in [0, 1], falling. */
export async function readPopularity(folder: string): Promise<Float64Array> {
  const bytes = await readFile(join(folder, FILES.popularity));
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / Float64Array.BYTES_PER_ELEMENT);
}
