import { checkAgainst, checkEvent } from './check-event';
import { checkImpression } from './check-impression';
import type { OutcomeBatch } from './impression-outcome';
import type { EventLog, Q2EStore } from './event-log';
import type { FeedbackEvent, FeedbackReceipt } from './feedback-event';
import type { Impression } from './impression';
import { LiveProjections } from './live-projections';
import type { ProjectionCounts, ProjectionOptions } from './projections';
import type { PredictionTable } from './prediction-table';
import type { Recall } from './query-memory';
import { type Rebuilt, rebuildUpTo } from './rebuild';

export interface FeedbackServiceOptions {
  readonly log: EventLog;
  /** Where the projections are kept, so that a start reads only what came after. */
  readonly store: Q2EStore;
  readonly projections: ProjectionOptions;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of outcomes as they become known, in the order of the log. */
  readonly onOutcomes?: (batch: OutcomeBatch) => void;
}

/**
 * Takes impressions and feedback. What it has acknowledged is in the log, durably and once; what is made of the log follows
 * at once here, and in other replicas when they next `follow`.
 */
export class FeedbackService {
  private constructor(
    private readonly options: FeedbackServiceOptions,
    private readonly live: LiveProjections,
  ) {}

  /** Takes up the kept projections, if they fit the log and the options, and reads the rest of the log. */
  static async open(options: FeedbackServiceOptions): Promise<FeedbackService> {
    const { log, store, projections, onOutcomes } = options;
    const live = new LiveProjections(log, projections, onOutcomes);
    await live.start(await store.read());
    return new FeedbackService(options, live);
  }

  get memory(): Recall {
    return this.live;
  }

  /** What a user has chosen lately in a domain, latest first. */
  recent(domain: string, userId: string): readonly string[] {
    return this.live.recent(domain, userId);
  }

  /** Of the log up to `position`. */
  get counts(): Readonly<ProjectionCounts> {
    return this.live.counts;
  }

  get position(): number {
    return this.live.position;
  }

  /** Fills the memory where nobody has acted yet; takes the place of earlier ones. */
  predict(table: PredictionTable): void {
    this.live.predicted = table;
  }

  /**
   * Resolves once the impression is durable.
   * @throws RangeError naming the field when it cannot be kept
   */
  async logImpression(impression: Impression): Promise<void> {
    const wrong = checkImpression(impression);
    if (wrong !== undefined) throw new RangeError(`impression.${wrong}`);
    await this.live.record([{ kind: 'impression', loggedAt: this.now(), impression }]);
  }

  /** Resolves once every event that is kept is durable. Events that are wrong are told of, and the others kept. */
  async recordFeedback(events: readonly FeedbackEvent[]): Promise<FeedbackReceipt> {
    const now = this.now();
    const known = await this.impressionsOf(events);
    const kept: FeedbackEvent[] = [];
    const rejected: { eventId: string; reason: string }[] = [];
    for (const event of events) {
      const impression = known.get(event.impressionId);
      const reason =
        checkEvent(event, now, this.options.projections.rules) ??
        (impression === undefined ? undefined : checkAgainst(event, impression));
      if (reason === undefined) kept.push(event);
      else rejected.push({ eventId: event.eventId, reason });
    }
    if (kept.length === 0) return { accepted: 0, duplicates: 0, orphaned: 0, capped: 0, rejected };

    const entries = kept.map((event) => ({ kind: 'event' as const, loggedAt: now, event }));
    const { positions, standings } = await this.live.record(entries);
    const receipt = { accepted: 0, duplicates: 0, orphaned: 0, capped: 0 };
    positions.forEach((position, i) => {
      if (position === undefined) receipt.duplicates++;
      else if (standings[i] === 'capped') receipt.capped++;
      // An impression that is known and closed takes no more: its event is late, not orphaned.
      else if (standings[i] === 'waiting' && !known.has(kept[i]!.impressionId)) receipt.orphaned++;
      else receipt.accepted++;
    });
    return { ...receipt, rejected };
  }

  /** Takes in what other replicas have written. */
  follow(): Promise<void> {
    return this.live.follow();
  }

  /** Keeps the projections as they are, unless another replica has kept later ones. */
  async keep(): Promise<void> {
    const { store } = this.options;
    const before = await store.read();
    const now = await this.live.snapshot();
    const isNewer =
      before === undefined ||
      now.epoch > before.epoch ||
      (now.epoch === before.epoch && now.position > before.position);
    if (isNewer) await store.write(before?.version ?? 0, now);
  }

  /** Makes the projections again from the log, beside the live ones, and compares the two to the bit. */
  async rebuild(): Promise<Rebuilt> {
    return rebuildUpTo(this.options.log, this.options.projections, await this.live.snapshot());
  }

  /** Deletes what is kept of a user. @returns how many entries of the log */
  async forget(userId: string): Promise<number> {
    const deleted = await this.options.log.forget(userId);
    await this.afterDeletion();
    return deleted;
  }

  /** Deletes what was logged before a time, in milliseconds since 1970. @returns how many entries */
  async expire(before: number): Promise<number> {
    const deleted = await this.options.log.expire(before);
    await this.afterDeletion();
    return deleted;
  }

  /** Stores keep whole milliseconds. */
  private now(): number {
    return Math.floor(this.options.now());
  }

  /** What is kept beside the log must not hold what the log does not. */
  private async afterDeletion(): Promise<void> {
    await this.live.follow();
    await this.keep();
  }

  /** The impressions that events name, as far as they are known. */
  private async impressionsOf(events: readonly FeedbackEvent[]): Promise<ReadonlyMap<string, Impression>> {
    const known = new Map<string, Impression>();
    const missing = new Set<string>();
    for (const { impressionId } of events) {
      if (known.has(impressionId) || missing.has(impressionId)) continue;
      const open = this.live.impression(impressionId);
      if (open === undefined) missing.add(impressionId);
      else known.set(impressionId, open);
    }
    if (missing.size > 0)
      for (const [id, impression] of await this.options.log.impressions([...missing])) known.set(id, impression);
    return known;
  }
}
