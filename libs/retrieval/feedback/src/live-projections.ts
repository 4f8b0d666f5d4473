import type { Candidate } from '@tiebreak/candidates';
import type { Standing } from './attribution';
import type { ImpressionOutcome, OutcomeBatch } from './impression-outcome';
import type { Appended, EventLog, Kept } from './event-log';
import type { Impression } from './impression';
import type { LogEntry, NewLogEntry } from './log-entry';
import { PredictionTable } from './prediction-table';
import { type ProjectionCounts, type ProjectionOptions, Projections } from './projections';
import type { MemoryQuestion, Recall } from './query-memory';
import { LogChanged, readLog } from './read-log';

const MOST_STANDINGS = 100_000;

/**
 * The projections of a log that goes on being written, by this process and by others. They take the log's entries one after
 * another, whoever wrote them, so that they are always what a rebuild up to their position gives.
 */
export class LiveProjections implements Recall {
  /** What fills the memory where nobody has acted. */
  predicted = PredictionTable.EMPTY;
  private projections: Projections;
  private epoch = 0;
  private last = 0;
  /** Everything that reads the log waits for what was begun before. */
  private turn: Promise<unknown> = Promise.resolve();
  /** What became of events that are being recorded, by position: they may be read from the log before their turn comes. */
  private readonly standings = new Map<number, Standing>();
  private recording = 0;

  constructor(
    private readonly log: EventLog,
    private readonly options: ProjectionOptions,
    private readonly onOutcomes: (batch: OutcomeBatch) => void = () => undefined,
  ) {
    this.projections = new Projections(options);
  }

  get position(): number {
    return this.last;
  }

  get counts(): Readonly<ProjectionCounts> {
    return this.projections.counts;
  }

  impression(id: string): Impression | undefined {
    return this.projections.impression(id);
  }

  recall(question: MemoryQuestion, depth: number): readonly Candidate[] {
    const { memory } = this.projections;
    memory.predicted = this.predicted;
    return memory.recall(question, depth);
  }

  /** What a user has chosen lately in a domain, latest first. */
  recent(domain: string, userId: string): readonly string[] {
    return this.projections.histories.recent(domain, userId);
  }

  /** @param kept what was made of the log before, if anything */
  async start(kept: Kept<string> | undefined): Promise<void> {
    const { epoch } = await this.log.head();
    this.epoch = epoch;
    const restored = kept?.epoch === epoch ? Projections.restore(kept.state) : undefined;
    if (restored !== undefined && JSON.stringify(restored.options) === JSON.stringify(this.options)) {
      this.projections = restored;
      this.last = kept!.position;
    }
    await this.follow();
  }

  /** Takes in what stands in the log behind the present position. */
  follow(): Promise<void> {
    return this.inTurn(() => this.catchUp());
  }

  /**
   * Appends entries to the log and takes them in, with what others wrote before them.
   * @returns what became of them, and the standing of each that is a new event
   */
  async record(
    entries: readonly NewLogEntry[],
  ): Promise<Appended & { readonly standings: readonly (Standing | undefined)[] }> {
    this.recording++;
    try {
      const appended = await this.log.append(entries);
      return await this.inTurn(async () => {
        const { epoch, before, after, positions } = appended;
        if (epoch === this.epoch && before === this.last) {
          const isNew = (entry: object): entry is LogEntry => 'position' in entry && entry.position !== undefined;
          this.project(entries.map((entry, i) => ({ ...entry, position: positions[i] })).filter(isNew), after);
        } else if (epoch !== this.epoch || after > this.last) await this.catchUp();
        return { ...appended, standings: positions.map((position) => this.standingOf(position)) };
      });
    } finally {
      if (--this.recording === 0) this.standings.clear();
    }
  }

  /** The projections as they are between two entries. */
  snapshot(): Promise<Kept<string>> {
    return this.inTurn(() =>
      Promise.resolve({ epoch: this.epoch, position: this.last, state: this.projections.serialise() }),
    );
  }

  private standingOf(position: number | undefined): Standing | undefined {
    const standing = this.standings.get(position ?? 0);
    this.standings.delete(position ?? 0);
    return standing;
  }

  private inTurn<T>(step: () => Promise<T>): Promise<T> {
    const done = this.turn.then(step);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async catchUp(): Promise<void> {
    while (!(await this.readToTheEnd()));
  }

  /** @returns false when it has to begin again, because entries were deleted */
  private async readToTheEnd(): Promise<boolean> {
    try {
      for await (const { epoch, entries } of readLog(this.log, this.last)) {
        if (epoch !== this.epoch) {
          this.startAgain(epoch);
          return false;
        }
        this.project(entries, entries.at(-1)?.position ?? this.last);
      }
      return true;
    } catch (error) {
      if (error instanceof LogChanged) return false;
      throw error;
    }
  }

  /** Entries were deleted, so nothing that was made of them may stay. */
  private startAgain(epoch: number): void {
    this.epoch = epoch;
    this.last = 0;
    this.projections = new Projections(this.options);
  }

  private project(entries: readonly LogEntry[], until: number): void {
    const since = this.last;
    const outcomes: (ImpressionOutcome & { position: number })[] = [];
    for (const entry of entries) {
      const { position } = entry;
      const projected = this.projections.take(entry);
      if (projected.standing !== undefined) this.note(position, projected.standing);
      for (const outcome of projected.outcomes) outcomes.push({ ...outcome, position });
    }
    this.last = until;
    if (until > since) this.onOutcomes({ epoch: this.epoch, since, until, outcomes });
  }

  /** For whoever records now. Of what others recorded nobody asks, so the oldest go. */
  private note(position: number, standing: Standing): void {
    if (this.recording === 0) return;
    this.standings.set(position, standing);
    for (const [oldest] of this.standings) {
      if (this.standings.size <= MOST_STANDINGS) return;
      this.standings.delete(oldest);
    }
  }
}
