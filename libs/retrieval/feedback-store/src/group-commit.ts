import { type Appended, encodeEntry, type NewLogEntry, type StoredEntry } from '@tiebreak/feedback';
import { columnsOf, type EntryColumns } from './entry-columns';

/** More entries than so many are not written by one transaction, as long as they are of several callers. */
const MOST_ENTRIES = 5_000;

/** What a database says of entries that it has written in one transaction. */
export interface Committed {
  readonly epoch: number;
  /** The log's last position before them. */
  readonly before: number;
  /** By entry; null for one that was there already. */
  readonly positions: readonly (number | null)[];
}

interface Waiting {
  readonly entries: readonly StoredEntry[];
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes what is appended while a transaction runs in the next one, together: a disk takes as long to make one entry durable
 * as a thousand.
 * @see DeWitt et al., "Implementation Techniques for Main Memory Database Systems", SIGMOD 1984 (group commit)
 */
export class GroupCommit {
  private readonly waiting: Waiting[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly commit: (entries: EntryColumns) => Promise<Committed>) {}

  append(entries: readonly NewLogEntry[]): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ entries: entries.map(encodeEntry), resolve, reject });
      this.running ??= this.drain();
    });
  }

  /** Resolves when nothing is waiting any more. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.nextGroup();
      try {
        const committed = await this.commit(columnsOf(group.flatMap(({ entries }) => entries)));
        const answers = split(committed, group);
        group.forEach(({ resolve }, i) => {
          resolve(answers[i]!);
        });
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.running = undefined;
  }

  private nextGroup(): Waiting[] {
    let entries = 0;
    const end = this.waiting.findIndex((one, i) => (entries += one.entries.length) > MOST_ENTRIES && i > 0);
    return this.waiting.splice(0, end < 0 ? this.waiting.length : end);
  }
}

/** Each caller's part of what was committed. */
function split({ epoch, before, positions }: Committed, group: readonly Waiting[]): Appended[] {
  let from = 0;
  let last = before;
  return group.map(({ entries }) => {
    const own = positions.slice(from, (from += entries.length)).map((position) => position ?? undefined);
    const start = last;
    last = own.reduce<number>((most, position) => Math.max(most, position ?? 0), last);
    return { epoch, before: start, after: last, positions: own };
  });
}
