import { setTimeout as sleep } from 'node:timers/promises';
import {
  applyFeedback,
  type BanditPolicy,
  decisionFeatures,
  type DecisionOutcome,
  type DecisionSpace,
  policyFrom,
  type PolicySettings,
  readDecisionFeatures,
  readPolicyState,
  untaughtPolicy,
  versionOf,
  writePolicyState,
} from '@tiebreak/bandit';
import type { UnderstoodQuery } from '@tiebreak/candidates';
import {
  type EventLog,
  learnFromLog,
  learnOutcomes,
  type OutcomeBatch,
  type PolicyStore,
  type ProjectionOptions,
} from '@tiebreak/feedback';
import type { SearchChoice, StrategyPolicy } from '@tiebreak/search-pipeline';
import { decisionContext, type QueryLookups } from './decision-space';
import type { StrategyRecords } from './strategy-records';

/** What a policy of one catalogue is made of. */
export interface LearningPolicyParts {
  readonly domain: string;
  readonly space: DecisionSpace;
  readonly settings: PolicySettings;
  /** Of states as text, shared by replicas. */
  readonly store: PolicyStore<string>;
  readonly log: EventLog;
  readonly projections: ProjectionOptions;
  readonly records: StrategyRecords;
  readonly lookUp: (query: UnderstoodQuery) => QueryLookups;
  /** A whole number, new for every query. */
  readonly seed: () => number;
  readonly onError: (error: Error) => void;
}

/** A state is some hundred kilobytes, so it is not written with every event. */
const PAUSE_MS = 500;

type Outcome = OutcomeBatch['outcomes'][number];

/**
 * The bandit of one catalogue: chooses by what it has learned, and learns what comes of its choices, in the order of the
 * log, each outcome once, whichever replica saw it first.
 */
export class LearningPolicy implements StrategyPolicy {
  private policy: BanditPolicy;
  private waiting: OutcomeBatch | undefined;
  private learning: Promise<void> | undefined;

  constructor(private readonly parts: LearningPolicyParts) {
    this.policy = policyFrom(untaughtPolicy(parts.settings, parts.space));
  }

  choose(query: UnderstoodQuery): SearchChoice {
    const { space, records, lookUp, seed } = this.parts;
    const context = decisionContext(query, space.strategies, records, lookUp(query));
    const { depths, propensities, jointPropensity, version, ...drawn } = this.policy.choose(context, seed());
    return {
      choices: space.strategies.map((strategy, s) => ({
        strategy,
        depth: depths[s]!,
        propensity: propensities[s]!,
      })),
      jointPropensity,
      features: decisionFeatures(context),
      policyVersion: version,
      draw: { seed: drawn.seed, draws: drawn.draws, epsilon: drawn.epsilon },
    };
  }

  /** Takes up what was learned before, here or by other replicas. */
  async start(): Promise<void> {
    const kept = await this.parts.store.read();
    if (kept === undefined) await this.learnAgain();
    else this.become(kept.state);
  }

  /** Learns soon; what comes while it learns is learned together after. */
  learn(batch: OutcomeBatch): void {
    const { waiting } = this;
    this.waiting =
      waiting?.epoch === batch.epoch
        ? { ...batch, since: waiting.since, outcomes: [...waiting.outcomes, ...batch.outcomes] }
        : batch;
    this.learning ??= this.learnWaiting()
      .catch(this.parts.onError)
      .finally(() => {
        this.learning = undefined;
      });
  }

  /** Resolves once everything that came is learned. */
  async idle(): Promise<void> {
    await this.learning;
  }

  private async learnWaiting(): Promise<void> {
    while (this.waiting !== undefined) {
      const batch = this.waiting;
      this.waiting = undefined;
      const learned = await learnOutcomes(this.parts.store, batch, this.untaught, this.teach);
      if (learned === undefined) await this.learnAgain();
      else this.become(learned.state);
      await sleep(PAUSE_MS);
    }
  }

  /** From the beginning of the log: at first, and after a deletion. */
  private async learnAgain(): Promise<void> {
    const { store, log, projections } = this.parts;
    await learnFromLog(store, log, projections, this.untaught, this.teach);
    const kept = await store.read();
    if (kept !== undefined) this.become(kept.state);
  }

  private get untaught(): string {
    return writePolicyState(untaughtPolicy(this.parts.settings, this.parts.space));
  }

  private readonly teach = (written: string, outcomes: readonly Outcome[]): string => {
    const { space, domain } = this.parts;
    const own = outcomes.flatMap((outcome) => (outcome.domain === domain ? (learnable(outcome, space) ?? []) : []));
    return own.length === 0 ? written : writePolicyState(applyFeedback(readPolicyState(written), own));
  };

  private become(written: string): void {
    const state = readPolicyState(written);
    if (versionOf(state) !== this.policy.version) this.policy = policyFrom(state);
  }
}

/** An outcome as the bandit learns it; undefined when it was logged with other strategies or features than are known now. */
function learnable(outcome: Outcome, space: DecisionSpace): DecisionOutcome | undefined {
  const { ordinal: position, decisionFeatures: row, choices, confirmed } = outcome;
  const depths = space.strategies.map((name) => choices.find(({ strategy }) => strategy === name)?.depth ?? 0);
  try {
    return {
      position,
      context: readDecisionFeatures(space, row),
      depths,
      ranks: space.strategies.map((name) => confirmed?.ranks[name] ?? 0),
    };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
