import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { briefOf } from '@tiebreak/candidates';
import type { CatalogueEntity } from '@tiebreak/catalogue';
import { FILES } from '../snapshot/snapshot';
import { writtenBrief } from './written-brief';

/** Characters that are written at a time. */
const CHUNK = 1 << 20;

/** Writes the briefs of a snapshot, row after row, and what of them is read by row alone: popularity. */
export class BriefWriter {
  private readonly popularity: number[] = [];
  private readonly ends: number[] = [];
  private waiting = '';

  constructor(private readonly folder: string) {}

  /** Adds the next row. */
  async add(entity: CatalogueEntity): Promise<void> {
    const written = writtenBrief(briefOf(entity));
    this.popularity.push(entity.popularity);
    this.ends.push((this.ends.at(-1) ?? 0) + Buffer.byteLength(written));
    this.waiting += written;
    if (this.waiting.length >= CHUNK) await this.flush();
  }

  async finish(): Promise<void> {
    await this.flush();
    await writeFile(join(this.folder, FILES.briefEnds), Float64Array.from(this.ends));
    await writeFile(join(this.folder, FILES.popularity), Float64Array.from(this.popularity));
  }

  private async flush(): Promise<void> {
    await appendFile(join(this.folder, FILES.briefs), this.waiting);
    this.waiting = '';
  }
}
