import type { wire } from '@tiebreak/protocol';
import { isMissing, type Received } from './received';

/** One hypothesis as the page shows it. */
export interface HypothesisView {
  readonly id: string;
  readonly domain: string;
  readonly intent: string;
  readonly slots: readonly { readonly name: string; readonly value: string }[];
  /** Product of the upstream scores as they came, in [0, 1]: what would be compared without re-rankers. */
  readonly upstream: number;
  /** Calibrated probability of being entirely right, in [0, 1]. */
  readonly score: number;
  /** What the bundle itself said; another than the score under online recalibration alone. */
  readonly bundleScore: number;
  /** Scored by the aggregator's fallback curve. */
  readonly fallback: boolean;
  /** 1 for the first, by calibrated score. */
  readonly rank: number;
  /** 1 for the first, by upstream product; ties as they were ranked. */
  readonly upstreamRank: number;
  /** Largest first, the bias last; none when the service gave none. */
  readonly contributions: readonly ContributionView[];
  /** As it came, to be sent again. */
  readonly message: Received<wire.Hypothesis>;
}

export interface ContributionView {
  readonly feature: string;
  readonly value: number;
  readonly logOdds: number;
}

/** What one domain said. */
export interface DomainView {
  readonly domain: string;
  readonly status: 'ranked' | 'late' | 'unavailable' | 'unknown';
  readonly version: string;
  readonly role: string;
  readonly latencyMs: number;
  readonly error: string;
  readonly hypotheses: readonly HypothesisView[];
}

export type DecisionKind = 'act' | 'confirm' | 'disambiguate' | 'reject';

export interface DecisionView {
  readonly kind: DecisionKind;
  readonly question: string;
  readonly probabilityRight: number;
  readonly options: readonly { readonly hypothesisId: string; readonly label: string }[];
}

/** An answer to words, ready to be drawn. */
export interface AnswerView {
  readonly requestId: string;
  /** Absent when nothing was resolved. */
  readonly decision: DecisionView | undefined;
  /** By descending score. */
  readonly hypotheses: readonly HypothesisView[];
  /** By name; every hypothesis is in one of them. */
  readonly domains: readonly DomainView[];
  readonly hops: readonly { readonly hop: string; readonly latencyMs: number; readonly error: string }[];
  readonly search: Received<wire.SearchResponse> | undefined;
}

/** Makes the view of an answer. */
export function answerView(response: Received<wire.AskResponse>): AnswerView {
  const { resolution, search } = response;
  const hypotheses = hypothesesOf(resolution?.ranked ?? []);
  return {
    requestId: response.requestId ?? resolution?.requestId ?? '',
    decision: decisionOf(resolution?.decision),
    hypotheses,
    domains: domainsOf(resolution?.outcomes ?? [], hypotheses),
    hops: (response.hops ?? []).map(({ hop, latencyMs, error }) => ({
      hop: hop ?? '',
      latencyMs: latencyMs ?? 0,
      error: error ?? '',
    })),
    search: search ?? undefined,
  };
}

function hypothesesOf(ranked: readonly Received<wire.RankedHypothesis>[]): HypothesisView[] {
  const upstream = ranked.map(({ hypothesis }) => upstreamProduct(hypothesis?.scores));
  const byUpstream = ranked.map((_, i) => i).sort((a, b) => upstream[b]! - upstream[a]! || a - b);
  return ranked.map(({ hypothesis, score, bundleScore, fallback, contributions }, i) => ({
    id: hypothesis?.id ?? '',
    domain: hypothesis?.domain ?? '',
    intent: hypothesis?.intent ?? '',
    slots: (hypothesis?.slots ?? []).map(({ name, value }) => ({ name: name ?? '', value: value ?? '' })),
    upstream: upstream[i]!,
    score: score ?? 0,
    bundleScore: bundleScore ?? score ?? 0,
    fallback: fallback ?? false,
    rank: i + 1,
    upstreamRank: byUpstream.indexOf(i) + 1,
    contributions: (contributions ?? []).map(contributionOf),
    message: hypothesis ?? {},
  }));
}

export function contributionOf(contribution: Received<wire.Contribution>): ContributionView {
  const { feature, value, logOdds } = contribution;
  return { feature: feature ?? '', value: value ?? 0, logOdds: logOdds ?? 0 };
}

function upstreamProduct(scores: Received<wire.UpstreamScores> | null | undefined): number {
  return (scores?.domain ?? 0) * (scores?.intent ?? 0) * (scores?.ner ?? 0);
}

const STATUS: Readonly<Record<string, DomainView['status']>> = {
  DOMAIN_STATUS_RANKED: 'ranked',
  DOMAIN_STATUS_DEADLINE_EXCEEDED: 'late',
  DOMAIN_STATUS_UNAVAILABLE: 'unavailable',
};

function domainsOf(
  outcomes: readonly Received<wire.DomainOutcome>[],
  hypotheses: readonly HypothesisView[],
): DomainView[] {
  const told = new Map(outcomes.map((outcome) => [outcome.domain ?? '', outcome]));
  const names = new Set([...told.keys(), ...hypotheses.map(({ domain }) => domain)]);
  return [...names].sort().map((domain) => {
    const outcome = told.get(domain);
    return {
      domain,
      status: STATUS[outcome?.status ?? ''] ?? 'unknown',
      version: outcome?.model?.version ?? '',
      role: roleOf(outcome?.model?.role),
      latencyMs: outcome?.latencyMs ?? 0,
      error: outcome?.error ?? '',
      hypotheses: hypotheses.filter((hypothesis) => hypothesis.domain === domain),
    };
  });
}

/** "MODEL_ROLE_CANARY" -> "canary"; empty when it is not said. */
export function roleOf(role: string | null | undefined): string {
  return isMissing(role) || role === 'MODEL_ROLE_UNSPECIFIED' ? '' : role.replace('MODEL_ROLE_', '').toLowerCase();
}

const KINDS: Readonly<Record<string, DecisionKind>> = {
  DECISION_KIND_ACT: 'act',
  DECISION_KIND_CONFIRM: 'confirm',
  DECISION_KIND_DISAMBIGUATE: 'disambiguate',
  DECISION_KIND_REJECT: 'reject',
};

function decisionOf(decision: Received<wire.Decision> | null | undefined): DecisionView | undefined {
  const kind = KINDS[decision?.kind ?? ''];
  if (isMissing(decision) || kind === undefined) return undefined;
  return {
    kind,
    question: decision.question ?? '',
    probabilityRight: decision.probabilityRight ?? 0,
    options: (decision.options ?? []).map(({ hypothesisId, label }) => ({
      hypothesisId: hypothesisId ?? '',
      label: label ?? '',
    })),
  };
}
