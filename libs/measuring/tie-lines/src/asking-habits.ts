/** One way to ask for a work by its title. */
export interface WayOfAsking {
  /**
   * What is said, with the title at `{title}`, and with what kind of work it is, if that is said, in brackets:
   * `find the [novel] {title}`.
   */
  readonly words: string;
  /**
   * Domain -> how often its works are asked for in this way, against equally popular ones of the other domains; above 0.
   * Where there is one domain, the words say which is meant.
   */
  readonly domains: Readonly<Record<string, number>>;
}

/** How people ask for works: what the law by which lines are drawn is made of. */
export interface AskingHabits {
  readonly ways: readonly WayOfAsking[];
  /** Domain -> device -> the share of the requests for its works that are made there; in [0, 1], together 1. */
  readonly devices: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What is wanted, in any domain: its intent, and the slots of the title and of the kind of work. */
  readonly intent: string;
  readonly slots: { readonly title: string; readonly kind: string };
}
