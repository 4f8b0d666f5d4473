import { type FeedbackEvent, isPositive } from '@tiebreak/feedback';
import type { SearchAnswer } from '@tiebreak/search-pipeline';
import type { DomainRetrievalView, SeenRetrieval, StrategyView } from './retrieval-view';

/** Searches whose results are remembered, so that feedback can be credited; older ones are forgotten. */
const REMEMBERED = 5_000;
/** Versions change with what is learned; so many of each catalogue are told. */
const POLICIES_TOLD = 5;

type Counts = Omit<StrategyView, 'meanDepth' | 'meanLatencyMs'> & {
  readonly depth: number;
  readonly latencyMs: number;
};
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

interface Seen {
  searches: number;
  cost: number;
  shown: number;
  confirmed: number;
  readonly policies: Map<string, number>;
  readonly strategies: Map<string, Mutable<Counts>>;
}

interface Impression {
  readonly domain: string;
  /** Which strategies found each shown entity that nobody has confirmed yet. */
  readonly found: Map<string, readonly string[]>;
}

/** Counts what strategies cost and bring, in a few numbers for each whatever the traffic. */
export class RetrievalTally {
  private readonly domains = new Map<string, Seen>();
  /** In the order in which they came. */
  private readonly impressions = new Map<string, Impression>();

  /** @param startedAt milliseconds since 1970 @param remembered searches that feedback can still be credited to */
  constructor(
    private readonly startedAt: number,
    private readonly remembered = REMEMBERED,
  ) {}

  /** @param domain one that is served, since others have no end */
  searched(domain: string, { impressionId, results, strategies, policyVersion }: SearchAnswer): void {
    const seen = this.domains.get(domain) ?? newlySeen();
    this.domains.set(domain, seen);
    seen.searches++;
    const times = seen.policies.get(policyVersion) ?? 0;
    // The latest is the last.
    seen.policies.delete(policyVersion);
    seen.policies.set(policyVersion, times + 1);
    if (seen.policies.size > POLICIES_TOLD) seen.policies.delete(seen.policies.keys().next().value!);
    for (const { strategy, chosen, depth, retrieved, latencyMs, error } of strategies) {
      const counts = countsOf(seen, strategy);
      if (!chosen) continue;
      seen.cost += depth;
      counts.chosen++;
      counts.depth += depth;
      counts.retrieved += retrieved;
      counts.latencyMs += latencyMs;
      if (error !== '') counts.errors++;
    }
    const found = new Map<string, readonly string[]>();
    for (const { entity, strategies: finders } of results) {
      found.set(entity.id, finders);
      seen.shown++;
      for (const finder of finders) {
        const counts = countsOf(seen, finder);
        counts.shown++;
        if (finders.length === 1) counts.shownAlone++;
      }
    }
    this.impressions.set(impressionId, { domain, found });
    if (this.impressions.size > this.remembered) this.impressions.delete(this.impressions.keys().next().value!);
  }

  /** Credits what people took to the strategies that had found it, each entity of a search once. */
  recorded(events: readonly Pick<FeedbackEvent, 'impressionId' | 'entityId' | 'action'>[]): void {
    for (const { impressionId, entityId, action } of events) {
      const impression = isPositive(action) ? this.impressions.get(impressionId) : undefined;
      const finders = impression?.found.get(entityId);
      if (impression === undefined || finders === undefined) continue;
      impression.found.delete(entityId);
      const seen = this.domains.get(impression.domain)!;
      seen.confirmed++;
      for (const finder of finders) {
        const counts = countsOf(seen, finder);
        counts.confirmed++;
        if (finders.length === 1) counts.confirmedAlone++;
      }
    }
  }

  view(): SeenRetrieval {
    const domains = [...this.domains].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      since: new Date(this.startedAt).toISOString(),
      domains: domains.map(([domain, seen]) => viewOf(domain, seen)),
    };
  }
}

function newlySeen(): Seen {
  return { searches: 0, cost: 0, shown: 0, confirmed: 0, policies: new Map(), strategies: new Map() };
}

function countsOf({ strategies }: Seen, strategy: string): Mutable<Counts> {
  const known = strategies.get(strategy);
  if (known !== undefined) return known;
  const zero = { chosen: 0, depth: 0, retrieved: 0, latencyMs: 0, errors: 0 };
  const counts = { strategy, ...zero, shown: 0, shownAlone: 0, confirmed: 0, confirmedAlone: 0 };
  strategies.set(strategy, counts);
  return counts;
}

function viewOf(domain: string, { searches, cost, shown, confirmed, policies, strategies }: Seen): DomainRetrievalView {
  return {
    domain,
    searches,
    meanCost: cost / searches,
    shown,
    confirmed,
    policies: [...policies].map(([version, times]) => ({ version, searches: times })),
    strategies: [...strategies.values()].map(({ depth, latencyMs, ...counts }) => ({
      ...counts,
      meanDepth: depth / Math.max(1, counts.chosen),
      meanLatencyMs: latencyMs / Math.max(1, counts.chosen),
    })),
  };
}
