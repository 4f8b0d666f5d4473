import type { FeedbackEvent } from './feedback-event';
import type { FeedbackRules } from './feedback-rules';
import { type Grade, gradeOf, isPositive } from './grade';
import type { Impression } from './impression';
import { type NewLogEntry, reviveImpression } from './log-entry';
import { UserCaps, type UserCapsState } from './user-caps';

/**
 * What became of an event: it teaches (`joined`), its impression is not there (`waiting`), it came after the attribution
 * window (`late`), it is over a limit (`capped`), or the impression does not show the entity (`foreign`).
 */
export type Standing = 'joined' | 'waiting' | 'late' | 'capped' | 'foreign';

/** A result that somebody acted on in favour, for the first time in its impression. */
export interface Confirmation {
  readonly impression: Impression;
  readonly entityId: string;
  /** 1 for the first. */
  readonly position: number;
  /** The lowest place confirmed in this impression before; 0 when this is the first. */
  readonly examined: number;
  /** In milliseconds since 1970, by the log's clock. */
  readonly at: number;
}

/** An impression about which everything is known that will be. */
export interface ClosedImpression {
  readonly impression: Impression;
  /** Of the results that were acted on. */
  readonly grades: ReadonlyMap<string, Grade>;
  /** Whether any result was confirmed. */
  readonly confirmed: boolean;
}

/** What one log entry brought about. */
export interface Attributed {
  /** Absent for an impression. */
  readonly standing?: Standing;
  readonly closed: readonly ClosedImpression[];
  readonly confirmations: readonly Confirmation[];
}

interface OpenImpression {
  readonly impression: Impression;
  readonly openedAt: number;
  readonly grades: Map<string, Grade>;
  events: number;
  /** The lowest place confirmed; 0 for none. */
  examined: number;
}

interface WaitingEvent {
  readonly event: FeedbackEvent;
  readonly since: number;
}

/** All of it as JSON, in an order that follows from the log. */
export interface AttributionState {
  readonly clock: number;
  readonly users: UserCapsState;
  readonly open: readonly (Omit<OpenImpression, 'grades'> & { readonly grades: readonly [string, Grade][] })[];
  readonly waiting: readonly [string, readonly WaitingEvent[]][];
}

/**
 * Joins events to impressions, in the order of the log. Its clock is the log's, so that reading a log again gives the same,
 * whenever that is.
 */
export class Attribution {
  private clock = 0;
  private readonly open = new Map<string, OpenImpression>();
  private readonly waiting = new Map<string, WaitingEvent[]>();
  private waitingEvents = 0;
  private users: UserCaps;

  constructor(private readonly rules: FeedbackRules) {
    this.users = new UserCaps(rules);
  }

  /** The impression, if events on it can still teach. */
  impression(id: string): Impression | undefined {
    return this.open.get(id)?.impression;
  }

  take(entry: NewLogEntry): Attributed {
    // Replicas' clocks differ; time does not run backwards.
    this.clock = Math.max(this.clock, entry.loggedAt);
    const closed = this.close(this.clock - this.rules.attributionMs);
    if (entry.kind === 'impression') return { closed, confirmations: this.show(entry.impression) };
    const confirmations: Confirmation[] = [];
    return { standing: this.act(entry.event, confirmations), closed, confirmations };
  }

  /** Closes every impression, as at the end of a log that is not written any more. */
  closeAll(): readonly ClosedImpression[] {
    return this.close(Infinity);
  }

  private show(impression: Impression): Confirmation[] {
    this.open.set(impression.id, { impression, openedAt: this.clock, grades: new Map(), events: 0, examined: 0 });
    const early = this.waiting.get(impression.id) ?? [];
    this.waiting.delete(impression.id);
    this.waitingEvents -= early.length;
    const confirmations: Confirmation[] = [];
    for (const { event } of early) this.act(event, confirmations);
    return confirmations;
  }

  private act(event: FeedbackEvent, confirmations: Confirmation[]): Standing {
    const shown = this.open.get(event.impressionId);
    if (shown === undefined) return this.wait(event);
    const { impression, grades } = shown;
    const { attributionMs, clockSkewMs, eventsPerAnonymousImpression } = this.rules;
    if (event.occurredAt > impression.at + attributionMs || event.occurredAt < impression.at - clockSkewMs)
      return 'late';
    const position = 1 + impression.results.findIndex(({ entityId }) => entityId === event.entityId);
    if (position === 0) return 'foreign';
    const within =
      impression.userId === ''
        ? ++shown.events <= eventsPerAnonymousImpression
        : this.users.count(impression.userId, this.clock);
    if (!within) return 'capped';
    const before = grades.get(event.entityId);
    grades.set(event.entityId, Math.max(gradeOf(event), before ?? -Infinity));
    if (isPositive(event.action) && !(before !== undefined && before > 0)) {
      const { examined } = shown;
      confirmations.push({ impression, entityId: event.entityId, position, examined, at: this.clock });
      shown.examined = Math.max(examined, position);
    }
    return 'joined';
  }

  private wait(event: FeedbackEvent): Standing {
    if (this.waitingEvents >= this.rules.waitingEvents) return 'capped';
    const others = this.waiting.get(event.impressionId) ?? [];
    if (others.length >= this.rules.eventsPerAnonymousImpression) return 'capped';
    others.push({ event, since: this.clock });
    this.waiting.set(event.impressionId, others);
    this.waitingEvents++;
    return 'waiting';
  }

  /** Closes what was shown before a time, and gives up events that have waited since before it. */
  private close(before: number): readonly ClosedImpression[] {
    const closed: ClosedImpression[] = [];
    for (const [id, { impression, openedAt, grades, examined }] of this.open) {
      if (openedAt >= before) break;
      this.open.delete(id);
      closed.push({ impression, grades, confirmed: examined > 0 });
    }
    for (const [id, events] of this.waiting) {
      if (events[0]!.since >= before) break;
      this.waiting.delete(id);
      this.waitingEvents -= events.length;
    }
    return closed;
  }

  state(): AttributionState {
    return {
      clock: this.clock,
      users: this.users.state(),
      open: [...this.open.values()].map((shown) => ({ ...shown, grades: [...shown.grades] })),
      waiting: [...this.waiting],
    };
  }

  static restore({ clock, users, open, waiting }: AttributionState, rules: FeedbackRules): Attribution {
    const restored = new Attribution(rules);
    restored.clock = clock;
    restored.users = UserCaps.restore(users, rules);
    for (const shown of open) {
      const impression = reviveImpression(shown.impression);
      restored.open.set(impression.id, { ...shown, impression, grades: new Map(shown.grades) });
    }
    for (const [id, events] of waiting) restored.waiting.set(id, [...events]);
    restored.waitingEvents = waiting.reduce((sum, [, events]) => sum + events.length, 0);
    return restored;
  }
}
