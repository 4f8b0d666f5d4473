import type { Confirmation } from './attribution';

/** Entities that are remembered of a user, and users: the longest silent go first. */
const [MOST_ENTITIES, MOST_USERS] = [20, 100_000];

/** Users with what they chose, in an order that follows from the log. */
export type HistoriesState = readonly (readonly [user: string, entities: readonly string[]])[];

/** What each user has chosen lately, latest first, each entity once; nothing of anonymous users. */
export class UserHistories {
  private readonly histories: Map<string, readonly string[]>;

  constructor(state: HistoriesState = []) {
    this.histories = new Map(state);
  }

  /** Ids, latest first; empty when nothing is known. */
  recent(domain: string, userId: string): readonly string[] {
    return this.histories.get(keyOf(domain, userId)) ?? [];
  }

  learn({ impression: { domain, userId }, entityId }: Pick<Confirmation, 'impression' | 'entityId'>): void {
    if (userId === '') return;
    const key = keyOf(domain, userId);
    const before = this.histories.get(key) ?? [];
    // Put in anew, so that the order of the map is that of the last choices.
    this.histories.delete(key);
    this.histories.set(key, [entityId, ...before.filter((id) => id !== entityId)].slice(0, MOST_ENTITIES));
    if (this.histories.size > MOST_USERS) this.histories.delete(this.histories.keys().next().value!);
  }

  state(): HistoriesState {
    return [...this.histories];
  }
}

function keyOf(domain: string, userId: string): string {
  return `${domain}\n${userId}`;
}
