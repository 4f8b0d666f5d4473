/** What is known of a query and of who asks. */
export interface QueryFacts {
  readonly text: string;
  readonly kind: 'known-item' | 'topic';
  /** ISO 639-1 code, when the words tell. */
  readonly language?: string | undefined;
  /** How many constraints were understood: title, creator, types, tags, years. */
  readonly slots: number;
  /** Share of the words that the catalogue has, in [0, 1]; left out when nobody looked. */
  readonly knownWords?: number | undefined;
  /** The click-through that the memory expects of its best entity for just this query, in [0, 1]; left out when it has none. */
  readonly remembered?: number | undefined;
  /** As the context names it; empty when unknown. */
  readonly device: string;
  /** Of the user's day, in [0, 24); left out when unknown. */
  readonly hour?: number | undefined;
  /** Earlier actions of the user. */
  readonly history: number;
}

/** What is known of a strategy before it runs. */
export interface StrategyFacts {
  /** Queries like this one that it found the entity of, out of those that it ran for and that were answered. */
  readonly successes: number;
  readonly trials: number;
  /** Results that it is expected to have, 0 to 100. */
  readonly expectedResults: number;
}

/** Columns of `strategyFeatures`. */
export const STRATEGY_FEATURES = ['past_success', 'expected_results'] as const;

/** Columns of `queryFeatures` for the devices that are told apart. */
export function queryFeatureNames(devices: readonly string[]): string[] {
  return [
    ...[
      'characters',
      'words',
      'topic',
      'language_known',
      'slots',
      'unknown_words',
      'remembered',
      'hour_sin',
      'hour_cos',
      'history',
    ],
    ...devices.map((device) => `device_${device}`),
  ];
}

/** The facts of a query as numbers of about [-1, 1]; what is not known is 0. */
export function queryFeatures(facts: QueryFacts, devices: readonly string[]): number[] {
  const { text, kind, language, slots, knownWords = 1, remembered = 0, device, hour, history } = facts;
  const words = text.split(/\s+/u).filter((word) => word !== '').length;
  const angle = ((hour ?? 0) / 24) * 2 * Math.PI;
  return [
    Math.min(text.length, 80) / 40 - 0.5,
    Math.min(words, 10) / 5 - 0.5,
    kind === 'topic' ? 1 : 0,
    language === undefined ? 0 : 1,
    Math.min(slots, 4) / 4,
    1 - knownWords,
    // What is predicted and not confirmed yet is at most a half.
    Math.min(1, 2 * remembered),
    hour === undefined ? 0 : Math.sin(angle),
    hour === undefined ? 0 : Math.cos(angle),
    Math.min(1, Math.log1p(history) / 5),
    ...devices.map((name) => (name === device ? 1 : 0)),
  ];
}

/** The facts of a strategy as numbers of [-1, 1]. A strategy that was never tried is taken for one that finds half. */
export function strategyFeatures({ successes, trials, expectedResults }: StrategyFacts): number[] {
  const rate = (successes + 1) / (trials + 2);
  return [2 * rate - 1, Math.log1p(Math.min(expectedResults, 100)) / Math.log(101)];
}
