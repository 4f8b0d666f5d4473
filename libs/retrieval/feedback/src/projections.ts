import { Attribution, type AttributionState, type Standing } from './attribution';
import { confirmedOutcome, type ImpressionOutcome, type Unplaced, unconfirmedOutcome } from './impression-outcome';
import { DEFAULT_FEEDBACK_RULES, type FeedbackRules } from './feedback-rules';
import { hashText } from './hash-text';
import type { Impression } from './impression';
import type { LogEntry } from './log-entry';
import { type HistoriesState, UserHistories } from './user-histories';
import { DEFAULT_MEMORY_OPTIONS, type MemoryOptions, type MemoryState, QueryMemory } from './query-memory';

const VERSION = 1;

/** What decides what is made of a log. */
export interface ProjectionOptions {
  readonly rules: FeedbackRules;
  readonly memory: MemoryOptions;
}

export const DEFAULT_PROJECTIONS: ProjectionOptions = { rules: DEFAULT_FEEDBACK_RULES, memory: DEFAULT_MEMORY_OPTIONS };

/** How many events of each standing were read, impressions, and outcomes that became known. */
export type ProjectionCounts = Record<Standing | 'impressions' | 'outcomes', number>;

interface ProjectionState {
  readonly version: number;
  readonly options: ProjectionOptions;
  readonly counts: ProjectionCounts;
  readonly checksum: number;
  readonly attribution: AttributionState;
  readonly memory: MemoryState;
  readonly histories: HistoriesState;
}

/** What one entry brought about. */
export interface Projected {
  /** Of an event. */
  readonly standing?: Standing;
  readonly outcomes: readonly ImpressionOutcome[];
}

/**
 * Everything that is made of the log, as a fold over it in its order: the same log gives the same, to the bit, at once or in
 * pieces, live or years later.
 */
export class Projections {
  private attribution: Attribution;
  private remembered: QueryMemory;
  private userHistories = new UserHistories();
  /** Of everything that was handed on and is not kept here: outcomes and grades. */
  private checksum = 0;
  private readonly tally: ProjectionCounts = {
    ...{ joined: 0, waiting: 0, late: 0, capped: 0, foreign: 0 },
    ...{ impressions: 0, outcomes: 0 },
  };

  constructor(readonly options: ProjectionOptions) {
    this.attribution = new Attribution(options.rules);
    this.remembered = new QueryMemory(options.memory);
  }

  get memory(): QueryMemory {
    return this.remembered;
  }

  get histories(): UserHistories {
    return this.userHistories;
  }

  get counts(): Readonly<ProjectionCounts> {
    return this.tally;
  }

  /** An impression that events can still join. Features of its results are left out. */
  impression(id: string): Impression | undefined {
    return this.attribution.impression(id);
  }

  take(entry: LogEntry): Projected {
    const { standing, closed, confirmations } = this.attribution.take(
      entry.kind === 'event' ? entry : { ...entry, impression: withoutFeatures(entry.impression) },
    );
    const known: Unplaced[] = [];
    for (const end of closed) {
      if (!end.confirmed) known.push(unconfirmedOutcome(end));
      this.seal([end.impression.id, ...end.grades]);
    }
    for (const confirmation of confirmations) {
      if (confirmation.examined === 0) known.push(confirmedOutcome(confirmation));
      this.remembered.learn(confirmation);
      this.userHistories.learn(confirmation);
    }
    const outcomes = known.map((outcome) => ({ ordinal: ++this.tally.outcomes, ...outcome }));
    for (const outcome of outcomes) this.seal(outcome);
    this.tally[standing ?? 'impressions']++;
    return standing === undefined ? { outcomes } : { standing, outcomes };
  }

  private seal(value: object): void {
    this.checksum = hashText(JSON.stringify(value), this.checksum);
  }

  /** The whole state as text; equal texts are equal states. */
  serialise(): string {
    const state: ProjectionState = {
      version: VERSION,
      options: this.options,
      counts: this.tally,
      checksum: this.checksum,
      attribution: this.attribution.state(),
      memory: this.remembered.state(),
      histories: this.userHistories.state(),
    };
    return JSON.stringify(state);
  }

  /**
   * @returns undefined when another version wrote it: make it from the log again
   */
  static restore(text: string): Projections | undefined {
    const state = JSON.parse(text) as ProjectionState;
    if (state.version !== VERSION) return undefined;
    const restored = new Projections(state.options);
    restored.attribution = Attribution.restore(state.attribution, state.options.rules);
    restored.remembered = QueryMemory.restore(state.memory, state.options.memory);
    restored.userHistories = new UserHistories(state.histories);
    restored.checksum = state.checksum;
    Object.assign(restored.tally, state.counts);
    return restored;
  }
}

/** Features are many and are read from the log when a ranker is trained. */
function withoutFeatures(impression: Impression): Impression {
  return { ...impression, results: impression.results.map((result) => ({ ...result, features: [] })) };
}
