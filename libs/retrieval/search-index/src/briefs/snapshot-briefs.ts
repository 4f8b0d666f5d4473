import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntityBrief } from '@tiebreak/candidates';
import { FILES } from '../snapshot/snapshot';
import { readBrief } from './written-brief';

/** The briefs of a snapshot's rows, in memory as bytes: some hundred a row, and nothing for the garbage collector. */
export class SnapshotBriefs {
  private constructor(
    private readonly bytes: Buffer,
    private readonly ends: Float64Array,
  ) {}

  static async open(folder: string): Promise<SnapshotBriefs> {
    const [bytes, ends] = await Promise.all(
      [FILES.briefs, FILES.briefEnds].map((name) => readFile(join(folder, name))),
    );
    return new SnapshotBriefs(bytes!, new Float64Array(ends!.buffer, ends!.byteOffset, ends!.length / 8));
  }

  /** Undefined for rows that came after the snapshot. */
  at(row: number): EntityBrief | undefined {
    if (row >= this.ends.length) return undefined;
    return readBrief(this.bytes.toString('utf8', row === 0 ? 0 : this.ends[row - 1], this.ends[row]));
  }
}
