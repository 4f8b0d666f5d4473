import { byScore, type Hypothesis, type NBestList, type RankedHypothesis } from '@tiebreak/interpretation';
import { type FallbackCurve, fallbackScore, type AnsweringModel } from '@tiebreak/scoring';
import type { DecisionCosts } from './costs';
import { decide, type Decision } from './decide';
import type { DomainAnswer, DomainReranker } from './domain-reranker';
import { INDEPENDENT, type JointMap } from './joint';
import type { DomainWording } from './wording';

/** All domains' hypotheses of one utterance. */
export interface ResolveRequest extends NBestList {
  readonly requestId: string;
  readonly explain: boolean;
  /** Domain -> version of its NLU, when known. */
  readonly upstreamVersions: Readonly<Record<string, string>>;
}

/** A domain that takes part. */
export interface RegisteredDomain extends DomainWording {
  readonly domain: string;
  readonly reranker: DomainReranker;
  /** Scores the domain's hypotheses when its re-ranker does not. */
  readonly fallback: FallbackCurve;
}

/** What became of one domain in a request. */
export interface DomainOutcome {
  readonly domain: string;
  /** `unknown`: no such domain is registered, its hypotheses are left out. */
  readonly status: DomainAnswer['status'] | 'unknown';
  /** Present when ranked. */
  readonly model?: AnsweringModel;
  readonly latencyMs: number;
  /** Safe to show; empty when ranked. */
  readonly error: string;
}

/** One calibrated ranking of all domains' hypotheses, and what to do. */
export interface Resolution {
  readonly requestId: string;
  /** Descending score, then request order. */
  readonly ranked: readonly RankedHypothesis[];
  /** One for each domain named in the request, in name order. */
  readonly outcomes: readonly DomainOutcome[];
  readonly decision: Decision;
}

export interface ResolverOptions {
  readonly domains: readonly RegisteredDomain[];
  readonly costs: DecisionCosts;
  /** How likely what is, given the scores; `INDEPENDENT` when left out. */
  readonly joint?: JointMap;
  /** Milliseconds of a monotonic clock, for latencies. */
  readonly now: () => number;
}

/** Resolves a request, giving each domain at most `deadlineMs`. Never rejects because of a domain. */
export type Resolver = (request: ResolveRequest, deadlineMs: number) => Promise<Resolution>;

/**
 * Asks every domain named in a request for the scores of its own hypotheses, at the same time, and merges them.
 * A domain that is late, down or answers nonsense never spoils the merge: its hypotheses get fallback scores, the others'
 * stay as they are, and the outcomes say what happened.
 */
export function createResolver({ domains, costs, joint = INDEPENDENT, now }: ResolverOptions): Resolver {
  const registered = new Map(domains.map((entry) => [entry.domain, entry]));

  return async (request, deadlineMs) => {
    const answers = await Promise.all(
      byDomain(request.hypotheses).map(async ([name, hypotheses]) => {
        const entry = registered.get(name);
        if (entry === undefined) return unknownDomain(name, registered);
        const start = now();
        const answer = await askDomain(entry, request, hypotheses, deadlineMs);
        return {
          outcome: { domain: name, ...describeAnswer(answer), latencyMs: now() - start },
          ranked: rankedBy(answer, entry, hypotheses),
        };
      }),
    );

    const scored = new Map<string, RankedHypothesis>();
    for (const { ranked } of answers) for (const answer of ranked) scored.set(answer.hypothesis.id, answer);
    // Back into request order first, because that decides between equal scores.
    const inOrder = request.hypotheses.map(({ id }) => scored.get(id)).filter((answer) => answer !== undefined);
    const ranked = byScore(inOrder);
    const outcomes = answers.map(({ outcome }) => outcome);
    const { requestId, utterance } = request;
    return {
      requestId,
      ranked,
      outcomes,
      decision: decide(ranked, { costs, joint }, { utterance, domains: registered }),
    };
  };
}

/** Each domain's hypotheses, in name order. */
function byDomain(hypotheses: readonly Hypothesis[]): [domain: string, hypotheses: Hypothesis[]][] {
  const groups = new Map<string, Hypothesis[]>();
  for (const hypothesis of hypotheses) {
    const group = groups.get(hypothesis.domain);
    if (group === undefined) groups.set(hypothesis.domain, [hypothesis]);
    else group.push(hypothesis);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

interface Answered {
  readonly outcome: DomainOutcome;
  readonly ranked: readonly RankedHypothesis[];
}

function unknownDomain(domain: string, registered: ReadonlyMap<string, RegisteredDomain>): Answered {
  const error = `domain "${domain}" is not registered; registered are ${[...registered.keys()].sort().join(', ')}`;
  return { outcome: { domain, status: 'unknown', latencyMs: 0, error }, ranked: [] };
}

async function askDomain(
  { domain, reranker }: RegisteredDomain,
  request: ResolveRequest,
  hypotheses: readonly Hypothesis[],
  deadlineMs: number,
): Promise<DomainAnswer> {
  const { requestId, utterance, locale, context, explain, upstreamVersions } = request;
  const upstreamVersion = upstreamVersions[domain] ?? '';
  try {
    const answer = await reranker.rerank(
      { requestId, utterance, locale, context, hypotheses, explain, upstreamVersion },
      deadlineMs,
    );
    return answer.status === 'ranked' && !answersAll(answer.ranked, hypotheses)
      ? { status: 'unavailable', error: 'the answer does not score each hypothesis once with a probability' }
      : answer;
  } catch {
    // The port promises not to reject; what a broken adapter throws may hold internals, so it is not shown.
    return { status: 'unavailable', error: 'the call failed' };
  }
}

/** Whether an answer gives one probability to each hypothesis that was asked. */
function answersAll(ranked: readonly RankedHypothesis[], asked: readonly Hypothesis[]): boolean {
  const ids = new Set(ranked.map(({ hypothesis }) => hypothesis.id));
  return (
    ranked.length === asked.length &&
    asked.every(({ id }) => ids.has(id)) &&
    ranked.every(({ score }) => score >= 0 && score <= 1)
  );
}

function describeAnswer(answer: DomainAnswer): Pick<DomainOutcome, 'status' | 'model' | 'error'> {
  return answer.status === 'ranked' ? { status: 'ranked', model: answer.model, error: '' } : answer;
}

function rankedBy(
  answer: DomainAnswer,
  entry: RegisteredDomain,
  hypotheses: readonly Hypothesis[],
): readonly RankedHypothesis[] {
  if (answer.status === 'ranked') return answer.ranked;
  return hypotheses.map((hypothesis) => {
    const score = fallbackScore(entry.fallback, hypothesis.scores);
    return { hypothesis, score, contributions: [], fallback: true, bundleScore: score };
  });
}
