import type { Entity } from '@tiebreak/catalogue';
import type { FeedbackEvent, FeedbackReceipt } from '@tiebreak/feedback';
import type { Context, Contribution, Hypothesis, SlotValue } from '@tiebreak/interpretation';

/** One search, as it was asked. */
export interface SearchRequest {
  readonly requestId: string;
  readonly domain: string;
  /** At most 1,000 characters; may be empty when slots are given. */
  readonly query: string;
  readonly intent: string;
  readonly slots: readonly SlotValue[];
  readonly context: Context;
  /** Opaque; empty for an anonymous user. */
  readonly userId: string;
  /** Results wanted, 1 to 100. */
  readonly limit: number;
  readonly explain: boolean;
}

export interface RankedEntity {
  readonly entity: Entity;
  /** The ranker's score; higher is better. */
  readonly score: number;
  /** Which strategies found it. */
  readonly strategies: readonly string[];
  /** Present when asked for. */
  readonly contributions?: readonly Contribution[];
  /** 1 for the first. */
  readonly position: number;
}

/** What the bandit chose for one strategy, and what came of it. */
export interface StrategyUse {
  readonly strategy: string;
  readonly chosen: boolean;
  /** Candidates asked for; 0 when not chosen. */
  readonly depth: number;
  readonly retrieved: number;
  /** Probability with which this (chosen, depth) was taken, in (0, 1]. */
  readonly propensity: number;
  readonly latencyMs: number;
  /** Why it returned nothing, when it failed; empty otherwise. */
  readonly error: string;
}

export interface SearchAnswer {
  readonly requestId: string;
  /** Joins feedback to this search. */
  readonly impressionId: string;
  readonly results: readonly RankedEntity[];
  readonly strategies: readonly StrategyUse[];
  /** Probability of the whole choice, in (0, 1]. */
  readonly jointPropensity: number;
  readonly policyVersion: string;
  readonly rankerVersion: string;
}

/** How well the catalogue supports a hypothesis. */
export interface EntityMatch {
  readonly hypothesisId: string;
  /** Such as `entity_match` and `entity_popularity`. */
  readonly signals: Readonly<Record<string, number>>;
}

/** What a service offers, whichever transport asks. */
export interface SearchService {
  /** The catalogues that are served. */
  readonly domains: readonly string[];
  search(request: SearchRequest, signal: AbortSignal): Promise<SearchAnswer>;
  /** One match a hypothesis, in their order. */
  matchEntities(hypotheses: readonly Hypothesis[], signal: AbortSignal): Promise<readonly EntityMatch[]>;
  /** Resolves once every kept event is durable. */
  recordFeedback(events: readonly FeedbackEvent[]): Promise<FeedbackReceipt>;
}
