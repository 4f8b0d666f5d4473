import { setTimeout as sleep } from 'node:timers/promises';
import { type BanditPolicy, decisionFeatures, policyFrom, readPolicyState, versionOf } from '@tiebreak/bandit';
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
import { type DomainPolicy, SPACE } from './domain-policy';
import type { StrategyRecords } from './strategy-records';

/** What the policy of one catalogue works with. */
export interface LearningPolicyParts {
  readonly own: DomainPolicy;
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

/**
 * The bandit of one catalogue: chooses by what it has learned, and learns what comes of its choices, in the order of the
 * log, each outcome once, whichever replica saw it first.
 */
export class LearningPolicy implements StrategyPolicy {
  private policy: BanditPolicy;
  private waiting: OutcomeBatch | undefined;
  private learning: Promise<void> | undefined;

  constructor(private readonly parts: LearningPolicyParts) {
    this.policy = policyFrom(readPolicyState(parts.own.untaught));
  }

  choose(query: UnderstoodQuery): SearchChoice {
    const { records, lookUp, seed } = this.parts;
    const context = decisionContext(query, SPACE.strategies, records, lookUp(query));
    const { depths, propensities, jointPropensity, version, ...drawn } = this.policy.choose(context, seed());
    return {
      choices: SPACE.strategies.map((strategy, s) => ({
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
    const { store, own } = this.parts;
    while (this.waiting !== undefined) {
      const batch = this.waiting;
      this.waiting = undefined;
      const learned = await learnOutcomes(store, batch, own.untaught, own.teach);
      if (learned === undefined) await this.learnAgain();
      else this.become(learned.state);
      await sleep(PAUSE_MS);
    }
  }

  /** From the beginning of the log: at first, and after a deletion. */
  private async learnAgain(): Promise<void> {
    const { store, log, projections, own } = this.parts;
    await learnFromLog(store, log, projections, own.untaught, own.teach);
    const kept = await store.read();
    if (kept !== undefined) this.become(kept.state);
  }

  private become(written: string): void {
    const state = readPolicyState(written);
    if (versionOf(state) !== this.policy.version) this.policy = policyFrom(state);
  }
}
