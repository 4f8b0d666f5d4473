import type { FeedbackRules } from './feedback-rules';

/** The counts as JSON. */
export interface UserCapsState {
  readonly window: number;
  readonly counts: readonly [string, number][];
}

/** How many events of each user were seen in the present window of time; windows follow one another. */
export class UserCaps {
  private window = 0;
  private counts = new Map<string, number>();

  constructor(private readonly rules: Pick<FeedbackRules, 'capMs' | 'eventsPerUser'>) {}

  /** Counts an event. @param at does not fall @returns whether the user is within the limit */
  count(userId: string, at: number): boolean {
    const window = Math.floor(at / this.rules.capMs);
    if (window !== this.window) {
      this.window = window;
      this.counts = new Map();
    }
    const seen = (this.counts.get(userId) ?? 0) + 1;
    this.counts.set(userId, seen);
    return seen <= this.rules.eventsPerUser;
  }

  state(): UserCapsState {
    return { window: this.window, counts: [...this.counts] };
  }

  static restore({ window, counts }: UserCapsState, rules: Pick<FeedbackRules, 'capMs' | 'eventsPerUser'>): UserCaps {
    const restored = new UserCaps(rules);
    restored.window = window;
    restored.counts = new Map(counts);
    return restored;
  }
}
